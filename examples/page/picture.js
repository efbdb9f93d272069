// SPDX-License-Identifier: MIT
// The pictures: what a network answers, and how the errors fall. Sizes are CSS's pixels.

const grouped = number => number.toLocaleString("en-US");
const colourOf = name => getComputedStyle(document.documentElement).getPropertyValue(name);

function shown(number) {
    if (!Number.isFinite(number)) {
        return "NaN";
    }
    return number >= 1e5 ? number.toExponential(2) : String(Number(number.toPrecision(4)));
}

// A canvas in its present size, empty, with its pen.
function penOf(canvas) {
    const width = canvas.clientWidth, height = canvas.clientHeight, scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
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
function segment(pen, colour, dashes, x1, y1, x2, y2) {
    line(pen, colour, 1, dashes, () => {
        pen.moveTo(x1, y1);
        pen.lineTo(x2, y2);
    });
}

// The points within ±limit, and a curve through them; of a lost network only the points.
function drawFit(canvas, targets, limit, curve, colour) {
    const {pen, width, height} = penOf(canvas), faint = colourOf("--line");
    const across = x => (x + 1.03) / 2.06 * width;
    const down = y => (1 - y / (1.12 * limit)) / 2 * height;

    segment(pen, faint, [], 0, down(0), width, down(0));
    poles.forEach(pole => segment(pen, faint, [2, 3], across(pole), 0, across(pole), height));
    pen.fillStyle = colourOf("--dots");
    targets.forEach((y, i) => pen.fillRect(across(inputs[i]) - 1.25, down(y) - 1.25, 2.5, 2.5));
    if (curve) {
        line(pen, colourOf(colour), 2, [], () => curve.forEach((y, i) => pen.lineTo(across(curveInputs[i]), down(y))));
    }
}

// The losses of `lines`, each {name, colour, losses}, beside the error of a network that always answers the mean.
function drawLosses(canvas, targets, lines) {
    const {pen, width, height} = penOf(canvas);
    const left = 44, right = width - (width < 560 ? 112 : 132), bottom = height - 22;
    const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
    const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
    const least = lines.reduce((least, {losses}) => losses.reduce((a, b) => b > 0 && b < a ? b : a, least), variance / 1e3);
    const lowest = Math.floor(Math.log10(least)), highest = Math.ceil(2 * Math.log10(2 * variance)) / 2;
    const across = epoch => left + epoch / lastEpoch * (right - left);
    const down = loss => 6 + (highest - Math.log10(loss)) / (highest - lowest) * (bottom - 6);

    pen.fillStyle = colourOf("--soft");
    pen.textAlign = "right";
    for (let power = lowest; power <= highest; ++power) {
        const number = power < -3 || power > 4 ? "1e" + power : String(Number((10 ** power).toPrecision(1)));
        segment(pen, colourOf("--line"), [], left, down(10 ** power), right, down(10 ** power));
        pen.fillText(number, left - 7, down(10 ** power));
    }
    pen.textAlign = "center";
    for (let epoch = 0; epoch <= lastEpoch; epoch += 3000) {
        pen.fillText(grouped(epoch), across(epoch), height - 8);
    }
    segment(pen, colourOf("--soft"), [5, 4], left, down(variance), right, down(variance));

    const stride = Math.max(1, Math.floor(lastEpoch / (2 * width)));
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, right - left, bottom);
    pen.clip();
    lines.forEach(({colour, losses}) => line(pen, colourOf(colour), 2, [], () => {
        for (let epoch = 0; epoch < losses.length && losses[epoch] < Infinity; epoch += epoch < 50 ? 1 : stride) {
            pen.lineTo(across(epoch), down(losses[epoch]));
        }
    }));
    pen.restore();

    // Names at the heights where their lines end, pushed apart where they would meet.
    const names = lines.filter(({losses}) => losses.length > 0).map(({name, colour, losses}) => {
        const last = losses[losses.length - 1], lost = !(last < Infinity);
        return {text: lost ? name + ": NaN" : name, colour, y: lost ? 8 : Math.max(8, down(last))};
    }).sort((a, b) => a.y - b.y);
    pen.textAlign = "left";
    names.forEach(({text, colour, y}, i) => {
        names[i].y = i === 0 ? y : Math.max(y, names[i - 1].y + 15);
        pen.fillStyle = colourOf(colour);
        pen.fillText(text, right + 8, names[i].y);
    });
}
