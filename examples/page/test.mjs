// SPDX-License-Identifier: MIT
// The page in a browser that nobody sees: node test.mjs <page.html> <singularity> <self_test> <chromium>, in the folder of
// node_modules, where screenshots are left, too. Numbers have to be those that the desktop's programs print.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const [file, singularity, selfTest, executablePath] = process.argv.slice(2);
const require = createRequire(process.cwd() + "/");
const { chromium } = require("playwright-core");
const address = pathToFileURL(file).href;
const run = promisify(execFile);
for (const folder of ["desktop", "screenshots"]) {
    mkdirSync(folder, {recursive: true});
}

const launch = (...flags) => chromium.launch({executablePath, args: ["--no-sandbox", ...flags]});
const browser = await launch(), withoutSimd = await launch("--js-flags=--no-enable-sse4-1");

// A new visitor; whatever the browser complains of, and whatever it loads beyond the file, fails the test.
async function visit({by = browser, before = () => {}, ...options} = {}) {
    const context = await by.newContext({viewport: {width: 1280, height: 800}, ...options});
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", message => page.complaints.push(message.text()));
    page.on("pageerror", error => page.complaints.push(error.message));
    page.on("request", request => {
        if (request.url() !== address && !request.url().startsWith("data:")) {
            page.complaints.push(request.url());
        }
    });
    await page.addInitScript(before);
    await page.goto(address);
    return page;
}
async function leave(page) {
    assert.deepEqual(page.complaints, []);
    await page.context().close();
}
const ready = page => page.waitForFunction(() => document.querySelectorAll("#health tr").length === 4);
// Without the pictures between, for who need not watch.
async function learn(page, epochs) {
    await ready(page);
    await page.evaluate(epochs => {
        setRunning(false);
        while (library.epochs() < epochs) {
            library.learn();
        }
        show();
    }, epochs);
}
const text = (page, what) => page.locator(what).innerText();
const cells = (page, place) => page.locator(`#health tr[data-place="${place}"] td`).allInnerTexts();
const epochOf = async page => Number((await text(page, "#epoch")).replaceAll(",", ""));

// Whether printf's %.9g of `number` can be `printed`. No two floats are printed alike, so of a float this compares each bit.
function assertPrinted(number, printed, what) {
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(number))) - 8);
    assert.ok(Math.abs(number - printed) <= 0.5000001 * unit, `${what}: ${number} here, ${printed} on the desktop`);
}

async function test(sentence, body) {
    const begin = performance.now();
    try {
        await body();
    } catch (error) {
        console.error(`FAILED  ${sentence}`);
        throw error;
    }
    console.log(`passed  ${sentence} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
}

// What the desktop says ------------------------------------------------------------------------------------------------

const table = name => readFileSync(`desktop/${name}`, "utf8").trim().split("\n").map(line => line.split(","));
await run(singularity, ["desktop"]);
const results = table("results.csv"), losses = table("loss.csv");
const desktop = (name, epochs) => results.find(row => row[0] === name && row[4] === String(epochs) && row[5] === "1");
const runs = [[1, "gd-mish"], [2, "adam-mish-1e-2"], [3, "best"]];

// In both builds, what the page shows after `epochs` is the desktop's, to each digit.
async function expectDesktop(page, epochs) {
    for (const [place, name] of runs) {
        const shown = page.locator(`[data-place="${place}"]`);
        const [, , , , , , error, r2] = desktop(name, epochs);
        assertPrinted(await shown.locator(".error").getAttribute("data-value"), error, `${name}: error`);
        assertPrinted(await shown.locator(".r2").getAttribute("data-value"), r2, `${name}: R²`);
        const history = await page.evaluate(place => [...lossesOf(place)], place);
        const expected = losses.filter(row => row[0] === name && Number(row[1]) < epochs);
        assert.equal(expected.length, epochs / 10);
        for (const [, epoch, loss] of expected) {
            assertPrinted(history[epoch], loss, `${name}: loss of epoch ${epoch}`);
        }
    }
    const lost = results.find(row => row[0] === "raw-mish-unguarded");
    assert.equal(lost[10], "0");
    assert.match(await text(page, '[data-place="0"] .dead'), new RegExp(`NaN\\s+since step ${lost[4]}, in all 481 weights`));
}

// The tests ------------------------------------------------------------------------------------------------------------

await test("the page is smaller than 100 KB", () => assert.ok(statSync(file).size < 100000, `${statSync(file).size} bytes`));

await test("a visitor watches 9,000 epochs, and sees the desktop's numbers", async () => {
    const begin = performance.now();
    const page = await visit();
    await page.waitForFunction(() => document.getElementById("epoch").textContent !== "0");
    console.log(`        the first epoch was shown after ${(performance.now() - begin).toFixed(0)} ms`);
    await page.waitForFunction(() => document.getElementById("epoch").textContent === "9,000", null, {timeout: 120000});
    await expectDesktop(page, 9000);
    assert.match(await text(page, "#lanes"), /has SIMD/);
    assert.match(await text(page, "#announcer"), /^All 9,000 epochs are done/);
    assert.equal(await text(page, "#run"), "Run again");
    await leave(page);
});

await test("a browser without SIMD takes the second build, and shows the same numbers", async () => {
    const page = await visit({by: withoutSimd});
    await learn(page, 3000);
    await expectDesktop(page, 3000);
    assert.match(await text(page, "#lanes"), /no SIMD/);
    assert.match(await text(page, "#self-test"), /unfused, 1 lane\n/);
    await leave(page);
});

await test("the self-test's checksums are those of every board", async () => {
    const page = await visit();
    await ready(page);
    const here = (await text(page, "#self-test")).split("\n"), there = (await run(selfTest)).stdout.split("\n");
    const passed = here.filter(line => line.startsWith("passed"));
    assert.equal(passed.length, 3);
    passed.forEach(line => assert.ok(there.includes(line), line));
    assert.equal(await text(page, "#checksum"), "0xb0e7be2d");
    assert.ok(here.includes("all is well"));
    await leave(page);
});

await test("a NaN costs one row, and without the guard every weight", async () => {
    const page = await visit();
    await page.waitForFunction(() => library.epochs() > 100);
    await page.locator("#run").press("Space");
    const epoch = await epochOf(page);
    await page.waitForTimeout(200);
    assert.equal(await epochOf(page), epoch, "paused");
    assert.equal(await text(page, "#run"), "Go on");
    assert.deepEqual(await cells(page, 4), await cells(page, 1), "the twin is equal until now");

    for (let fed = 1; fed <= 3; ++fed) {
        await page.locator("#feed").press("Enter");
        for (const [place, weights] of [[1, "481"], [2, "481"], [3, "1,103"]]) {
            const [skipped, finite, error] = await cells(page, place);
            assert.deepEqual([skipped, finite], [String(fed), `${weights} of ${weights}`]);
            assert.ok(Number(error) > 0);
        }
        assert.deepEqual(await cells(page, 4), ["0", "0 of 481", "NaN"]);
        const said = await text(page, "#status");
        assert.match(said, /that row was left out, and every weight is still a number\. .* 481 of 481 weights are NaN/);
    }
    await page.locator("#run").press("Enter");
    await page.waitForFunction(before => library.epochs() > before + 200, epoch);
    assert.deepEqual((await cells(page, 2)).slice(0, 2), ["3", "481 of 481"]);
    await page.locator("#again").press("Enter");
    assert.deepEqual((await cells(page, 4)).slice(0, 2), ["0", "481 of 481"]);
    await leave(page);
});

await test("sliders are moved by keys, say their values, and start the race again", async () => {
    const page = await visit();
    await page.waitForFunction(() => library.epochs() > 100);
    for (const [slider, key, value] of [["clamp", "ArrowRight", "±200"], ["rate", "ArrowUp", "× 2"],
        ["width", "ArrowRight", "64 units"], ["seed", "ArrowRight", "2"], ["clamp", "Home", "±10"],
        ["clamp", "End", "±1,000,000"], ["width", "Home", "8 units"]]) {
        await page.locator("#" + slider).press(key);
        assert.equal(await text(page, `#${slider}-text`), value);
        assert.equal(await page.locator("#" + slider).getAttribute("aria-valuetext"), value);
        assert.ok(await epochOf(page) < 20, `${slider}: started again`);
    }
    assert.match((await cells(page, 1))[1], /^97 of 97$/);
    await page.getByText("The guard clamps 1 of the 200 targets.").waitFor();
    assert.equal(await page.evaluate(() => library.learning_rate(2)), Math.fround(Math.fround(0.01) * 2));
    await leave(page);
});

await test("keys reach everything, in the order of the page, and one sees where they are", async () => {
    const page = await visit({reducedMotion: "reduce"});
    await ready(page);
    const reached = [];
    for (let i = 0; i < 9; ++i) {
        await page.keyboard.press("Tab");
        reached.push(await page.evaluate(() => document.activeElement.id || document.activeElement.className));
        assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
    }
    assert.deepEqual(reached, ["run", "again", "clamp", "rate", "width", "seed", "feed", "scroll", "self-test"]);
    await leave(page);
});

await test("a screen reader is told only what is worth hearing", async () => {
    const page = await visit();
    const live = await page.locator("output, [role=status], [role=alert], [aria-live]").evaluateAll(all => all.map(one => one.id));
    assert.deepEqual(live, ["trouble", "status", "announcer"]);
    await page.waitForFunction(() => library.epochs() > 20);
    const said = [];
    await page.exposeFunction("hear", text => said.push(text));
    await page.evaluate(() => {
        new MutationObserver(() => hear(announcer.textContent)).observe(announcer, {childList: true});
    });
    await page.locator("#again").click();
    await page.waitForFunction(() => library.epochs() > 100);
    assert.deepEqual(said.filter(text => text !== ""), ["Raw targets: the network is NaN."]);
    await leave(page);
});

await test("who wants no motion starts it himself", async () => {
    const page = await visit({reducedMotion: "reduce"});
    await ready(page);
    await page.waitForTimeout(300);
    assert.equal(await epochOf(page), 0);
    assert.equal(await text(page, "#run"), "Start");
    await page.locator("#run").press("Space");
    await page.waitForFunction(() => document.getElementById("epoch").textContent !== "0");
    await leave(page);
});

await test("an old browser is told so", async () => {
    const page = await visit({before: () => { delete window.DecompressionStream; }});
    await page.locator("#trouble").waitFor({state: "visible"});
    assert.match(await text(page, "#trouble"), /needs a browser of 2023 or newer/);
    await leave(page);
});

for (const [size, viewport] of [["narrow", {width: 360, height: 740}], ["wide", {width: 1280, height: 800}]]) {
    for (const colorScheme of ["light", "dark"]) {
        await test(`${size} and ${colorScheme}: nothing sticks out, and axe finds nothing wrong`, async () => {
            const page = await visit({viewport, colorScheme});
            await learn(page, 2500);
            await page.locator("#feed").click();
            await page.evaluate(() => scrollTo(0, 0));
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
            await page.screenshot({path: `screenshots/${size}-${colorScheme}.png`, fullPage: true});
            await page.addScriptTag({path: require.resolve("axe-core")});
            const {violations} = await page.evaluate(() => axe.run());
            assert.deepEqual(violations.map(one => [one.help, one.nodes.map(node => node.html)]), []);
            await leave(page);
        });
    }
}

await Promise.all([browser.close(), withoutSimd.close()]);
