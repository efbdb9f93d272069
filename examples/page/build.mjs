// SPDX-License-Identifier: MIT
// Puts the page together: node build.mjs <folder of the sources> <simd.wasm> <plain.wasm> <page.html>. Each {{name}} in
// index.html becomes that file, without what only readers of the sources need; the modules are compressed, and become base64.
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [folder, simd, plain, page] = process.argv.slice(2);
const text = name => readFileSync(`${folder}/${name}`, "utf8").replace(/^ +/gm, "").replace(/^\/\/ (?!SPDX).*\n/gm, "").trim();
const module = path => gzipSync(readFileSync(path), {level: 9}).toString("base64");
const part = name => name === "simd.wasm" ? module(simd) : name === "plain.wasm" ? module(plain) : text(name);
const whole = text("index.html").replace(/\{\{(.*?)\}\}/g, (_, name) => part(name)) + "\n";
writeFileSync(page, whole);
console.log(`${page}: ${Buffer.byteLength(whole)} bytes`);
