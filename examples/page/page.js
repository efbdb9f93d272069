// SPDX-License-Identifier: MIT
// The page: learning in slices between two pictures, and what visitors move and press.

const byId = id => document.getElementById(id);

const racers = [
    {place: 0, name: "Raw targets", how: "gradient descent, no guard", colour: "--raw"},
    {place: 1, name: "Gradient descent", how: "targets clamped", colour: "--descent"},
    {place: 2, name: "Adam", how: "targets clamped", colour: "--adam"},
    {place: 3, name: "Best recipe", how: "waves of x, Adam along a cosine", colour: "--best"},
];
const patients = [
    {place: 1, name: "Gradient descent"},
    {place: 2, name: "Adam"},
    {place: 3, name: "Best recipe"},
    {place: 4, name: "Twin without guard"},
];
const choices = {
    clamp: {values: [10, 20, 50, 100, 200, 1000, 10000, 1000000], text: value => "±" + grouped(value)},
    rate: {values: [0.1, 0.2, 0.5, 1, 2, 5, 10], text: value => "× " + value},
    width: {values: [8, 20, 64], text: value => value + " units"},
    seed: {values: Array.from({length: 21}, (_, i) => i), text: String},
};
const chosen = name => choices[name].values[byId(name).value];

// The race ------------------------------------------------------------------------------------------------------------

const race = {running: false, scheduled: false, due: 0, drawing: 0, fed: 0, seen: []};

// Epochs a picture: few enough at first to see how raw targets come to their end.
const pace = epoch => epoch < 8 ? 0.12 : Math.min(24, 1 + epoch / 50);

function startOver() {
    library.start(chosen("width"), chosen("seed"), chosen("clamp"), chosen("rate"));
    Object.assign(race, {due: 1, fed: 0, seen: []});
    byId("status").textContent = byId("announcer").textContent = "";
    setRunning(true);
    show();
}
function setRunning(running) {
    const begun = epochsDone() > 0, over = epochsDone() >= lastEpoch;
    race.running = running;
    byId("run").textContent = running ? "Pause" : over ? "Run again" : begun ? "Go on" : "Start";
    schedule();
}
function schedule() {
    if (race.running && !race.scheduled) {
        race.scheduled = true;
        requestAnimationFrame(() => {
            race.scheduled = false;
            if (race.running) {
                runSlice();
            }
        });
    }
}
// Learning takes 10 ms between two pictures, or as long as drawing one.
function runSlice() {
    const begin = performance.now(), slice = Math.max(10, race.drawing);
    race.due = Math.min(race.due, 1) + pace(library.epochs());
    for (; race.due >= 1 && library.epochs() < lastEpoch && performance.now() - begin < slice; --race.due) {
        library.learn();
        byId("clamped").textContent = `The guard clamps ${library.repaired(1)} of the ${points} targets.`;
    }
    const learned = performance.now();
    show();
    race.drawing = performance.now() - learned;
    if (library.epochs() >= lastEpoch) {
        setRunning(false);
        const errors = racers.map(({place, name}) => `${name}: error ${shown(race.seen[place].error)}.`).join(" ");
        announce(`All ${grouped(lastEpoch)} epochs are done. ${errors}`);
    }
    schedule();
}
function feed() {
    const point = (42 + 37 * race.fed++) % points;
    library.feed_nan(point);
    show();
    const [, descent, adam, best, twin] = race.seen;
    const kept = !descent.lost && !adam.lost && !best.lost;
    byId("status").textContent =
        `Target ${point + 1} was NaN. With the guard that row was left out, and ` +
        `${kept ? "every weight is still a number" : "WEIGHTS WERE LOST"}. ` +
        `Without it, ${grouped(twin.all - twin.finite)} of ${grouped(twin.all)} weights are NaN, for ever.`;
}

// What is seen --------------------------------------------------------------------------------------------------------

const announce = text => { byId("announcer").textContent = text; };

function show() {
    const targets = floats(library.targets(), points), before = race.seen;
    race.seen = [0, 1, 2, 3, 4].map(examine);
    byId("epoch").textContent = grouped(epochsDone());
    byId("progress").value = epochsDone();
    for (const racer of racers) {
        const seen = race.seen[racer.place];
        showPanel(racer, seen, targets);
        if (seen.lost && before.length > 0 && !before[racer.place].lost) {
            announce(`${racer.name}: the network is NaN.`);
        }
    }
    drawLosses(byId("chart"), targets, racers.map(({place, name, colour}) => ({name, colour, losses: race.seen[place].losses})));
    const errors = racers.map(({place, name}) => `${name} ${shown(race.seen[place].error)}`).join(", ");
    byId("chart").setAttribute("aria-label", `Errors after ${grouped(epochsDone())} epochs: ${errors}`);
    patients.forEach(({place, cells}) => showHealth(cells, race.seen[place]));
}
function showPanel({place, panel, name, how, colour}, {curve, all, finite, lost, error, r2, losses}, targets) {
    drawFit(panel.canvas, targets, chosen("clamp"), lost ? null : curve, colour);
    const answers = lost ? "every answer is NaN" : `the ${points} points and the network’s curve, error ${shown(error)}`;
    panel.canvas.setAttribute("aria-label", `${name}: ${answers}`);
    panel.how.textContent = `${how}, rate ${shown(library.learning_rate(place))}`;
    panel.dead.hidden = !lost;
    if (lost) {
        const step = losses.findIndex(loss => !Number.isFinite(loss)) + 1 || epochsDone();
        const weights = finite === 0 ? `all ${grouped(all)}` : `${grouped(all - finite)} of ${grouped(all)}`;
        panel.deadText.textContent = `since step ${step}, in ${weights} weights`;
    }
    panel.error.textContent = shown(error);
    panel.error.dataset.value = error;
    panel.r2.textContent = lost ? "–" : r2.toFixed(4);
    panel.r2.dataset.value = r2;
}
function showHealth(cells, {all, finite, lost, error, skipped}) {
    cells.row.classList.toggle("lost", lost);
    cells.skipped.textContent = skipped;
    cells.finite.textContent = `${grouped(finite)} of ${grouped(all)}`;
    cells.error.textContent = shown(error);
}

// The page ------------------------------------------------------------------------------------------------------------

function addPanel(racer) {
    const figure = byId("panel").content.cloneNode(true).firstElementChild, find = what => figure.querySelector(what);
    figure.dataset.place = racer.place;
    figure.style.setProperty("--colour", `var(${racer.colour})`);
    find("strong").textContent = racer.name;
    racer.panel = {canvas: find("canvas"), how: find(".how"), dead: find(".dead"), deadText: find(".dead span"),
        error: find(".error"), r2: find(".r2")};
    byId("panels").append(figure);
}
function addHealth(patient) {
    const row = byId("health").insertRow(), head = document.createElement("th");
    row.dataset.place = patient.place;
    head.scope = "row";
    head.textContent = patient.name;
    row.append(head);
    patient.cells = {row, skipped: row.insertCell(), finite: row.insertCell(), error: row.insertCell()};
}
function showChoice(name) {
    const text = choices[name].text(chosen(name));
    byId(name + "-text").textContent = text;
    byId(name).setAttribute("aria-valuetext", text);
}
function showSelfTest() {
    const printed = selfTest();
    byId("self-test").textContent = printed;
    byId("checksum").textContent = printed.match(/2-3-1 .*checksum (0x[0-9a-f]{8})/)[1];
    if (!printed.includes("all is well")) {
        byId("verdict").textContent =
            "It should be 0xb0e7be2d. This browser does not calculate as others do: please tell us which it is.";
    }
    byId("lanes").textContent = printed.includes("4 lanes")
        ? "This browser has SIMD: four numbers are calculated at once."
        : "This browser has no SIMD, so the page took its second build: other code, the same bits.";
}

load().then(() => {
    byId("progress").max = lastEpoch;
    byId("all-epochs").textContent = grouped(lastEpoch);
    racers.forEach(addPanel);
    patients.forEach(addHealth);
    showSelfTest();
    for (const name of Object.keys(choices)) {
        showChoice(name);
        byId(name).addEventListener("input", () => {
            showChoice(name);
            startOver();
        });
    }
    byId("run").addEventListener("click", () => {
        if (!race.running && epochsDone() >= lastEpoch) {
            startOver();
        } else {
            setRunning(!race.running);
        }
    });
    byId("again").addEventListener("click", startOver);
    byId("feed").addEventListener("click", feed);
    addEventListener("resize", show);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    startOver();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
        setRunning(false);
    }
}).catch(error => {
    byId("trouble").hidden = false;
    byId("trouble").textContent = `This page needs a browser of 2023 or newer, with WebAssembly (${error}).`;
});
