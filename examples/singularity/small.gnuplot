# SPDX-License-Identifier: MIT
# small.png: what the board printed, in the folder of its small.txt.
height = 800
load ARG1."/style.gnuplot"
set datafile separator whitespace
set output "small.png"
set xrange [-1.02:1.02]
set yrange [-110:110]
set title "1-(16)-20-20-1 Mish, learned on the device" font "sans:Bold,22"
set key top left
plot "small.txt" using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb truth title "targets, clamped", \
     "small.txt" using 1:3 with lines linewidth 1.6 linecolor rgb adam title "prediction"
