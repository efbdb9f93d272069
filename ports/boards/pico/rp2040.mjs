// SPDX-License-Identifier: MIT
// A program for the RP2040 in the emulator rp2040js, as if it were one of this machine: node rp2040.mjs <folder> <program>
// What is run is <program>.uf2. It is taken as the boot ROM takes it (data sheet 2.8, UF2's own specification), and refused for
// whatever the boot ROM would refuse. Text comes from UART 0; the exit code is the number of its last line, "stop <code>".
// npm installs the emulator into the folder, if it is not there.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { pathToFileURL } from "node:url";

const emulator = "rp2040js@1.4.1";
const most_clocks = 125e6 * 600;

const [folder, program] = process.argv.slice(2);
const fail = (message) => {
    console.error(`rp2040: ${program}: ${message}`);
    process.exit(255);
};

/// The pages of an image, as {address, data}.
function pages_of(image) {
    const count = image.length / 512;
    if (count === 0 || !Number.isInteger(count)) fail(`an image is a number of blocks of 512 bytes, and this has ${image.length}`);
    const pages = [];
    for (let number = 0; number < count; ++number) {
        const block = image.subarray(512 * number, 512 * (number + 1));
        const must_be = (what, at, expected) => {
            const found = block.readUInt32LE(at);
            if (found !== expected) fail(`block ${number}: ${what} is 0x${found.toString(16)}, not 0x${expected.toString(16)}`);
        };
        must_be("the first mark", 0, 0x0a324655);
        must_be("the second mark", 4, 0x9e5d5157);
        must_be("the last mark", 508, 0x0ab16f30);
        must_be("the flag word", 8, 0x2000); // for a family of chips,
        must_be("the family", 28, 0xe48bff56); // the RP2040
        must_be("its size", 16, 256);
        must_be("its number", 20, number);
        must_be("the number of blocks", 24, count);
        pages.push({ address: block.readUInt32LE(12), data: block.subarray(32, 32 + 256) });
    }
    const is_in = (start, end) => pages.every(({ address }) => address >= start && address < end);
    const in_flash = is_in(0x10000000, 0x10200000);
    if (!in_flash && !is_in(0x20000000, 0x20042000)) fail("its pages are neither all in flash nor all in RAM");
    const addresses = new Set(pages.map(({ address }) => address));
    if (addresses.size !== count) fail("a page comes twice");
    const misplaced = [...addresses].find((address) => address % 256 !== 0);
    if (misplaced !== undefined) fail(`the page at 0x${misplaced.toString(16)} does not begin where pages do`);
    for (const address of addresses) {
        const sector = address - (address % 4096);
        for (let page = sector; in_flash && page < sector + 4096; page += 256) {
            if (!addresses.has(page)) fail(`the sector at 0x${sector.toString(16)} is not whole`);
        }
    }
    return pages;
}

/// The boot ROM's checksum.
function crc32(data) {
    let crc = 0xffffffff;
    for (const byte of data) {
        crc ^= byte << 24;
        for (let bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0);
    }
    return crc >>> 0;
}

/// Loads an image and leaves the processor where the boot ROM would enter it.
function boot(chip, image) {
    const pages = pages_of(image);
    for (const { address, data } of pages) {
        if (address < 0x20000000) chip.flash.set(data, address - 0x10000000);
        else chip.sram.set(data, address - 0x20000000);
    }
    let entry = Math.min(...pages.map(({ address }) => address));
    if (entry < 0x20000000) {
        const second_stage = Buffer.from(chip.flash.subarray(0, 256));
        if (crc32(second_stage.subarray(0, 252)) !== second_stage.readUInt32LE(252)) fail("the checksum of its second stage is wrong");
        entry = 0x20041f00; // where the boot ROM copies it
        chip.sram.set(second_stage, entry - 0x20000000);
    }
    chip.core.PC = entry;
}

const image = readFileSync(`${program}.uf2`);
const installed = `${folder}/node_modules/rp2040js`;
if (!existsSync(installed)) {
    const apart = `${folder}.${process.pid}`; // two tests may do this at the same time
    const { error, status, stderr } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", apart, emulator]);
    if (status !== 0) {
        rmSync(apart, { recursive: true, force: true });
        fail(`npm could not install ${emulator}: ${error ?? `\n${stderr}`}`);
    }
    try {
        renameSync(apart, folder);
    } catch {
        rmSync(apart, { recursive: true });
    }
}
const { ConsoleLogger, LogLevel, RP2040 } = await import(pathToFileURL(`${installed}/dist/esm/index.js`).href);

const chip = new RP2040();
chip.logger = new ConsoleLogger(LogLevel.Error);
chip.onBreak = () => fail(`an instruction that no RP2040 has, near 0x${chip.core.PC.toString(16)}`);
boot(chip, image);

let line = "";
let ended;
const line_is_set_up = () => Math.abs(chip.uart[0].baudRate / 115200 - 1) < 0.01 && chip.gpio[0].functionSelect === 2;
chip.uart[0].onByte = (byte) => {
    if (!line_is_set_up()) fail("UART 0 sends, but not through GP0 at 115200 baud");
    line += String.fromCharCode(byte);
    if (byte !== 10) return;
    const stop = /^(.*)stop ([0-9]+)\n$/.exec(line);
    if (stop) ended = Number(stop[2]);
    process.stdout.write(stop ? stop[1] : line);
    line = "";
};
for (let clocks = 0; ended === undefined; ) {
    const passed = chip.core.executeInstruction();
    chip.clock.tick((passed * 1e9) / chip.clkSys);
    clocks += passed;
    if (clocks > most_clocks) fail("the program did not stop");
}
process.exitCode = ended;
