# SPDX-License-Identifier: MIT
# fleet.png, in the folder of what fleet_curves wrote.
height = 800
load ARG1."/style.gnuplot"
unset arrow
set output "fleet.png"
set multiplot layout 1,2

set title "What eight plants know of a curve" font "sans:Bold,22"
set xlabel "input"
set xrange [-0.51:0.51]
set yrange [-1:2.1]
set key top left
plot "rows.csv" using 1:2 with points pointtype 7 pointsize 0.5 linecolor rgb "#cccccc" title "their rows", \
     "curves.csv" using 1:2 with lines linewidth 4 linecolor rgb truth title "the truth", \
     "" using 1:3 with lines linewidth 1.6 dashtype 2 linecolor rgb descent title "the first plant alone", \
     "" using 1:4 with lines linewidth 1.6 dashtype 2 linecolor rgb features title "the last plant alone", \
     "" using 1:6 with lines linewidth 1.6 linecolor rgb adam title "a server with all rows", \
     "" using 1:5 with lines linewidth 2.2 linecolor rgb best title "the fleet, no row shared"

set title "Mean error over the whole range" font "sans:Bold,22"
set xlabel "round"
set xrange [0:101]
set yrange [0.01:300]
set logscale y
set format y "%g"
set key at graph 0.99, graph 0.82 right
plot "rounds.csv" using 1:6 with lines linewidth 2.2 linecolor rgb sines title "12 plants, 4 bad: plain mean", \
     "" using 1:2 with lines linewidth 2.2 linecolor rgb descent title "each plant alone", \
     "" using 1:7 with lines linewidth 2.2 linecolor rgb truth title "12 plants, 4 bad: trimmed mean", \
     "" using 1:9 with lines linewidth 2.2 linecolor rgb features title "with tolerance, three lost after 20", \
     "" using 1:8 with lines linewidth 2.2 linecolor rgb best title "12 plants, 4 bad: with tolerance", \
     "" using 1:3 with lines linewidth 2.2 linecolor rgb ink title "8 honest plants: plain mean", \
     "" using 1:10 with lines linewidth 2.2 linecolor rgb adam title "a server with all rows"
unset multiplot
