# SPDX-License-Identifier: MIT
# function.png: the numerator, the denominator, and what their quotient does at the seven poles.
height = 1300
load ARG1."/style.gnuplot"
set output "function.png"
set label 1 "f(x) = (cos 3x + x) / ((x + 0.2) (x − 0.9) sin 2πx)" at screen 0.5, 0.97 center font "sans:Bold,30" \
    textcolor rgb ink
set multiplot layout 2,1 margins 0.065,0.985,0.08,0.88 spacing 0,0.13
set xrange [-1.02:1.02]
set xzeroaxis linecolor rgb ink linewidth 0.5 linetype 1
set key at graph 1, 1.03 right bottom horizontal Left reverse samplen 2
set title offset graph -0.5, 0 left font "sans,24"

set title "Where the denominator is zero, the function has a pole"
set yrange [-2.2:1.6]
set ytics 1
plot "function.csv" skip 1 using 1:2 with lines linewidth 1.6 linecolor rgb adam title "numerator", \
     "" skip 1 using 1:3 with lines linewidth 1.6 linecolor rgb descent title "denominator"
unset label 1

set title "What a network is to learn: 200 points, clamped to ±100"
set yrange [-110:110]
set ytics 50
set xlabel "x" offset 0,0.5
plot "function.csv" skip 1 using 1:4 with lines linewidth 1.6 linecolor rgb truth title "function", \
     "points.csv" skip 1 using 1:3 with points pointtype 7 pointsize 0.9 linecolor rgb best title "points"
unset multiplot
