// SPDX-License-Identifier: MIT
// Runs a WebAssembly program that expects a system (WASI): node wasi.mjs <program>.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const program = process.argv[2];
const wasi = new WASI({ version: "preview1", args: [program], returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(program), {
    wasi_snapshot_preview1: wasi.wasiImport,
});
process.exitCode = wasi.start(instance);
