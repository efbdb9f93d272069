# SPDX-License-Identifier: MIT
# fit.png: the same small network before training, after gradient descent, after Adam, and by the best recipe.
height = 1240
load ARG1."/style.gnuplot"
set output "fit.png"
set multiplot layout 2,2 margins 0.055,0.985,0.055,0.945 spacing 0.065,0.12
set xrange [-1.02:1.02]
set yrange [-110:110]
set ytics 50
set tics font ",18"
unset key

stages  = "before descent adam best"
runs    = "- gd-mish adam-mish-1e-2 best"
array colours[4] = [ink, descent, adam, best]
array titles[4] = ["1-20-20-1 Mish before training", "Gradient descent", "Adam", "Adam, Fourier features, cosine"]

do for [i = 1:4] {
    name = titles[i]
    if (i > 1) {
        stats "results.csv" skip 1 using (strcol(1) eq word(runs, i) && $5 == 9000 && $6 == 1 ? $8 : NaN) nooutput
        name = name.sprintf(":  R² %.4f", STATS_mean)
    }
    set title name font "sans:Bold,22" offset 0,-0.3
    plot "points.csv" skip 1 using 1:3 with points pointtype 7 pointsize 0.8 linecolor rgb truth, \
         "fit.csv" skip 1 using (strcol(1) eq word(stages, i) ? $2 : NaN):4 with lines linewidth 1.6 linecolor rgb colours[i]
}
unset multiplot
