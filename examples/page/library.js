// SPDX-License-Identifier: MIT
// The library: its module, and what has become of each learner.

let library, points, lastEpoch, inputs, curveInputs, poles;

const floats = (address, count) => new Float32Array(library.memory.buffer, address, count);
const doubles = (address, count) => new Float64Array(library.memory.buffer, address, count);

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
    lastEpoch = library.all_epochs();
    inputs = floats(library.x(), points);
    curveInputs = floats(library.curve_x(), library.curve_points());
    poles = doubles(library.poles(), library.pole_count());
}

const epochsDone = () => Math.min(library.epochs(), lastEpoch);
const lossesOf = place => doubles(library.losses(place), epochsDone());

// Of NaN a prediction makes a number, so whether there is an error is asked of the weights.
function examine(place) {
    const curve = floats(library.curve(place), curveInputs.length).slice();
    const all = library.parameters(place), finite = library.finite_parameters(place), lost = finite < all;
    const [error, r2] = lost ? [NaN, NaN] : [library.mean_squared_error(), library.r2()];
    return {curve, all, finite, lost, error, r2, losses: lossesOf(place), skipped: library.skipped_rows(place)};
}

// What the self-test prints.
function selfTest() {
    const bytes = new Uint8Array(library.memory.buffer, library.self_test());
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
}
