# SPDX-License-Identifier: MIT
# What the three pictures have in common: size, ink, and colours that everybody tells apart (Okabe & Ito 2008).
# Run a picture in the folder of the CSVs, with this folder as its argument: gnuplot -c …/fit.gnuplot …
set terminal pngcairo size 1800,height font "sans,22" linewidth 2 background "#ffffff"
set encoding utf8
set datafile separator ","

ink      = "#333333"
truth    = "#aaaaaa"
descent  = "#d55e00"
adam     = "#0072b2"
best     = "#009e73"
sines    = "#cc79a7"
features = "#e69f00"

set border 3 linecolor rgb ink linewidth 0.5
set tics nomirror out textcolor rgb ink
set xlabel textcolor rgb ink
set ylabel textcolor rgb ink
set title textcolor rgb ink
set key textcolor rgb ink
set grid ytics linecolor rgb "#e4e4e4" linewidth 0.5 linetype 1, linecolor rgb "#e4e4e4" linewidth 0.5 linetype 1

array poles[7] = [-1, -0.5, -0.2, 0, 0.5, 0.9, 1]
do for [i = 1:|poles|] {
    set arrow i from poles[i], graph 0 to poles[i], graph 1 nohead back dashtype 3 linewidth 0.7 linecolor rgb "#888888"
}
