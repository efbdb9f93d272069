# SPDX-License-Identifier: MIT
# poisoned.png: what the board printed, in the folder of its poisoned.txt.
height = 800
load ARG1."/style.gnuplot"
unset arrow
set datafile separator whitespace
set output "poisoned.png"
set logscale y
set xrange [0.5:48.5]
set yrange [0.1:100]
set format y "%g %%"
set xlabel "week"
set title "Mean error of a sensor whose reference is wrong for three weeks" font "sans:Bold,22"
set key top right
do for [week in "13 25 37"] {
    set object rectangle from week - 0.5, graph 0 to week + 0.5, graph 1 fillcolor rgb "#eeeeee" fillstyle solid noborder behind
}
set label "0.3 too high" at 13, 0.14 center textcolor rgb ink
set label "stuck" at 25, 0.14 center textcolor rgb ink
set label "infinite" at 37, 0.14 center textcolor rgb ink
plot "poisoned.txt" using 1:2 with linespoints linewidth 1.6 pointtype 7 pointsize 0.9 linecolor rgb descent title "learns from whatever comes", \
     "poisoned.txt" using 1:3 with linespoints linewidth 1.6 pointtype 7 pointsize 0.9 linecolor rgb best title "keeps a day only if it helped"
