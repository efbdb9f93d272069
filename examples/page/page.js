// SPDX-License-Identifier: MIT
// The page around the library: it lets the learners run in slices, and shows what they have become.
"use strict";

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
const poles = [-1, -0.5, -0.2, 0, 0.5, 0.9, 1];

const grouped = number => number.toLocaleString("en-US");
const shown = number => !Number.isFinite(number) ? "NaN" : number >= 1e5 ? number.toExponential(2) : Number(number.toPrecision(4)).toString();
const chosen = name => choices[name].values[byId(name).value];

// The library ---------------------------------------------------------------------------------------------------------

let library, points, curvePoints, lastEpoch, inputs, curveInputs;

async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
// A browser that does not take the first module has no SIMD.
async function load() {
    let bytes = await unpack(modules.simd);
    if (!WebAssembly.validate(bytes)) {
        bytes = await unpack(modules.plain);
    }
    library = (await WebAssembly.instantiate(bytes)).instance.exports;
    points = library.points();
    curvePoints = library.curve_points();
    lastEpoch = library.all_epochs();
    inputs = floats(library.x(), points);
    curveInputs = floats(library.curve_x(), curvePoints);
}
const floats = (address, count) => new Float32Array(library.memory.buffer, address, count);
function textAt(address) {
    const bytes = new Uint8Array(library.memory.buffer, address);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
}

const epochsDone = () => Math.min(library.epochs(), lastEpoch);
const lossesOf = place => new Float64Array(library.memory.buffer, library.losses(place), epochsDone());
const isLost = place => library.finite_parameters(place) < library.parameters(place);
const errorOf = place => (library.curve(place), isLost(place) ? NaN : library.mean_squared_error());

// The race ------------------------------------------------------------------------------------------------------------

const race = {running: false, due: 0, drawing: 0, fed: 0};

// Slow enough for the first steps to be seen, in which raw targets come to their end.
const pace = epoch => epoch < 8 ? 0.12 : Math.min(24, 1 + epoch / 50);

function startOver() {
    library.start(chosen("width"), chosen("seed"), chosen("clamp"), chosen("rate"));
    race.due = race.fed = 0;
    byId("status").textContent = "";
    setRunning(true);
    show();
}
function setRunning(running) {
    race.running = running;
    byId("run").textContent = running ? "Pause" : epochsDone() === 0 ? "Start" : epochsDone() < lastEpoch ? "Go on" : "Run again";
    if (running) {
        requestAnimationFrame(frame);
    }
}
function frame() {
    if (!race.running || race.scheduled) {
        return;
    }
    const begin = performance.now(), slice = Math.max(10, race.drawing);
    race.due = Math.min(race.due, 1) + pace(library.epochs());
    for (; race.due >= 1 && library.epochs() < lastEpoch && performance.now() - begin < slice; --race.due) {
        library.learn();
        byId("clamped").textContent = `The guard clamps ${library.repaired(1)} of the ${points} targets.`;
    }
    const learned = performance.now();
    show();
    race.drawing = performance.now() - learned;
    if (library.epochs() < lastEpoch) {
        race.scheduled = true;
        requestAnimationFrame(() => { race.scheduled = false; frame(); });
    } else {
        setRunning(false);
        announce(`All ${grouped(lastEpoch)} epochs are done. ` + racers.map(one => `${one.name}: error ${shown(errorOf(one.place))}.`).join(" "));
    }
}
function feed() {
    const point = (42 + 37 * race.fed++) % points;
    library.feed_nan(point);
    show();
    const lost = patients.filter(one => isLost(one.place)), guarded = patients.slice(0, 3);
    byId("status").textContent = `Target ${point + 1} was NaN. With the guard that row was left out, and ` +
        (guarded.some(one => lost.includes(one)) ? "WEIGHTS WERE LOST." : "every weight is still a number.") +
        ` Without it, ${lost.includes(patients[3]) ? "every weight is NaN, for ever" : "nothing happened"}.`;
}
const announce = text => { byId("announcer").textContent = text; };

// What is seen --------------------------------------------------------------------------------------------------------

const colourOf = name => getComputedStyle(document.documentElement).getPropertyValue(name);

// A canvas in its present size, empty, with a pen that measures in CSS's pixels.
function penOf(canvas) {
    const width = canvas.clientWidth, height = canvas.clientHeight, scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.font = "12px system-ui, sans-serif";
    return {pen, width, height};
}
function line(pen, colour, thickness, dashes, draw) {
    pen.beginPath();
    pen.strokeStyle = colour;
    pen.lineWidth = thickness;
    pen.setLineDash(dashes);
    draw();
    pen.stroke();
}

function show() {
    byId("epoch").value = grouped(epochsDone());
    byId("progress").value = epochsDone();
    racers.forEach(showPanel);
    showChart();
    patients.forEach(showHealth);
}

function showPanel(racer) {
    const {place, panel, name} = racer, answers = library.curve(place), lost = isLost(place);
    const error = lost ? NaN : library.mean_squared_error(), r2 = library.r2();
    const {pen, width, height} = penOf(panel.canvas), limit = 1.12 * chosen("clamp");
    const across = x => (x + 1.03) / 2.06 * width, down = y => (limit - y) / (2 * limit) * height;

    line(pen, colourOf("--line"), 1, [], () => { pen.moveTo(0, down(0)); pen.lineTo(width, down(0)); });
    line(pen, colourOf("--line"), 1, [2, 3], () => poles.forEach(pole => { pen.moveTo(across(pole), 0); pen.lineTo(across(pole), height); }));
    pen.fillStyle = colourOf("--dots");
    floats(library.targets(), points).forEach((y, i) => pen.fillRect(across(inputs[i]) - 1.25, down(y) - 1.25, 2.5, 2.5));
    if (!lost) {
        line(pen, colourOf(racer.colour), 2, [], () => floats(answers, curvePoints).forEach((y, i) => pen.lineTo(across(curveInputs[i]), down(y))));
    }
    panel.dead.hidden = !lost;
    panel.plot.classList.toggle("lost", lost);
    if (lost) {
        const step = lossesOf(place).findIndex(loss => !Number.isFinite(loss)) + 1;
        panel.deadText.textContent = `since step ${step}, in ${grouped(library.parameters(place) - library.finite_parameters(place))} of ${grouped(library.parameters(place))} weights`;
    }
    panel.error.value = shown(error);
    panel.error.dataset.value = error;
    panel.r2.value = lost ? "–" : r2.toFixed(4);
    panel.r2.dataset.value = r2;
    panel.canvas.setAttribute("aria-label", `${name}: ` + (lost ? "every answer is NaN" : `the 200 points and the network’s curve, error ${shown(error)}`));
}

function showChart() {
    const {pen, width, height} = penOf(byId("chart"));
    const left = 44, right = width < 560 ? 112 : 132, bottom = 22;
    const histories = racers.map(one => lossesOf(one.place)), targets = floats(library.targets(), points);
    const mean = targets.reduce((sum, y) => sum + y, 0) / points;
    const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / points;
    let low = variance / 1e3, high = variance * 2;
    histories.slice(1).forEach(losses => losses.forEach(loss => { if (loss < low && loss > 0) low = loss; }));
    const lowest = Math.floor(Math.log10(low)), highest = Math.ceil(Math.log10(high) * 2) / 2;
    const across = epoch => left + epoch / lastEpoch * (width - left - right);
    const down = loss => 6 + (highest - Math.log10(loss)) / (highest - lowest) * (height - bottom - 6);

    pen.fillStyle = colourOf("--soft");
    pen.textBaseline = "middle";
    pen.textAlign = "right";
    for (let power = lowest; power <= highest; ++power) {
        line(pen, colourOf("--line"), 1, [], () => { pen.moveTo(left, down(10 ** power)); pen.lineTo(width - right, down(10 ** power)); });
        pen.fillText(power < -3 || power > 4 ? "1e" + power : String(Number((10 ** power).toPrecision(1))), left - 7, down(10 ** power));
    }
    pen.textAlign = "center";
    for (let epoch = 0; epoch <= lastEpoch; epoch += 3000) {
        pen.fillText(grouped(epoch), across(epoch), height - 8);
    }
    line(pen, colourOf("--soft"), 1, [5, 4], () => { pen.moveTo(left, down(variance)); pen.lineTo(width - right, down(variance)); });

    const stride = Math.max(1, Math.floor(lastEpoch / (2 * width)));
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, width - left - right, height - bottom);
    pen.clip();
    histories.forEach((losses, i) => line(pen, colourOf(racers[i].colour), 2, [], () => {
        for (let epoch = 0; epoch < losses.length && losses[epoch] < Infinity; epoch += epoch < 50 ? 1 : stride) {
            pen.lineTo(across(epoch), down(losses[epoch]));
        }
    }));
    pen.restore();

    // Names at the ends of their lines, pushed apart where they would meet.
    const names = racers.map((one, i) => {
        const loss = histories[i][histories[i].length - 1];
        return {one, lost: !(loss < Infinity), y: loss < Infinity ? Math.max(8, down(loss)) : 8};
    }).filter((_, i) => histories[i].length > 0).sort((a, b) => a.y - b.y);
    names.forEach((name, i) => { if (i > 0) name.y = Math.max(name.y, names[i - 1].y + 15); });
    pen.textAlign = "left";
    names.forEach(({one, lost, y}) => {
        pen.fillStyle = colourOf(one.colour);
        pen.fillText(one.name + (lost ? ": NaN" : ""), width - right + 8, y);
    });
    byId("chart").setAttribute("aria-label", `Errors after ${grouped(epochsDone())} epochs: ` + racers.map(one => `${one.name} ${shown(errorOf(one.place))}`).join(", "));
}

function showHealth({place, cells}) {
    const all = library.parameters(place), finite = library.finite_parameters(place);
    cells.row.classList.toggle("lost", finite < all);
    cells.skipped.textContent = library.skipped_rows(place);
    cells.finite.textContent = `${grouped(finite)} of ${grouped(all)}`;
    cells.error.textContent = shown(errorOf(place));
}

// The page ------------------------------------------------------------------------------------------------------------

function addPanel(racer) {
    const figure = byId("panel").content.cloneNode(true).firstElementChild, find = what => figure.querySelector(what);
    figure.dataset.place = racer.place;
    figure.style.setProperty("--colour", `var(${racer.colour})`);
    find("strong").textContent = racer.name;
    find(".how").textContent = racer.how;
    racer.panel = {canvas: find("canvas"), plot: find(".plot"), dead: find(".dead"), deadText: find(".dead span"), error: find(".error"), r2: find(".r2")};
    byId("panels").append(figure);
}
function addHealth(patient) {
    const row = byId("health").insertRow(), head = document.createElement("th");
    head.scope = "row";
    head.textContent = patient.name;
    row.append(head);
    row.dataset.place = patient.place;
    patient.cells = {row, skipped: row.insertCell(), finite: row.insertCell(), error: row.insertCell()};
}
function showChoice(name) {
    const text = choices[name].text(chosen(name));
    byId(name + "-text").value = text;
    byId(name).setAttribute("aria-valuetext", text);
}
function showSelfTest() {
    const printed = textAt(library.self_test());
    byId("self-test").textContent = printed;
    byId("checksum").value = printed.match(/2-3-1 .*checksum (0x[0-9a-f]{8})/)[1];
    if (!printed.includes("all is well")) {
        byId("verdict").textContent = "It should be 0xb0e7be2d. This browser does not calculate as others do: please tell us which it is.";
    }
    byId("lanes").textContent = /[2-9] lanes/.test(printed) ? "This browser has SIMD: four numbers are calculated at once." : "This browser has no SIMD, so the page took its second build: other code, the same bits.";
}

load().then(() => {
    racers.forEach(addPanel);
    patients.forEach(addHealth);
    showSelfTest();
    for (const name of Object.keys(choices)) {
        showChoice(name);
        byId(name).addEventListener("input", () => { showChoice(name); startOver(); });
    }
    byId("run").addEventListener("click", () => !race.running && epochsDone() >= lastEpoch ? startOver() : setRunning(!race.running));
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
