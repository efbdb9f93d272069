# SPDX-License-Identifier: MIT
# speed.png and peak.png from speeds.csv and shares.csv in this folder: groups of bars, one group a workload. Colours
# that everybody tells apart (Okabe & Ito 2008); mote in blue and green.
set encoding utf8
set datafile separator ","
ink = "#333333"
colours = "#0072b2 #009e73 #d55e00 #e69f00 #cc79a7 #888888 #56b4e9"

set border 1 linecolor rgb ink linewidth 0.5
set style data histograms
set style histogram clustered gap 1.5
set style fill solid noborder
set boxwidth 0.92
set tics nomirror out scale 0 textcolor rgb ink
set xtics font ",17" noenhanced
set grid ytics linecolor rgb "#e4e4e4" linewidth 0.5 linetype 1
set ylabel textcolor rgb ink
set title textcolor rgb ink noenhanced font ",24" offset 0,-0.3
set key at screen 0.5, screen 0.99 center top horizontal maxrows 1 textcolor rgb ink noenhanced samplen 1.5 font ",19"

group = "strcol(1).\"\\n\".strcol(2).\"\\nbatch \".strcol(3)"
stats "speeds.csv" index 0 skip 1 using 0 nooutput
columns = STATS_columns
one_column = "i:xtic(".group.") title columnheader(i) linecolor rgb word(colours, i - 3)"
bars(file, chart) = sprintf("plot for [i=4:%d] '%s' index %d using %s", columns, file, chart, one_column)

set terminal pngcairo size 2000,1900 font "sans,20" background "#ffffff"
set output "speed.png"
set multiplot layout 3,1 margins 0.08,0.99,0.06,0.90 spacing 0.12
set ylabel "speed, best other = 1"
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead front linecolor rgb ink linewidth 1.5 dashtype 2
set yrange [0:*]
set title "Training 1-64-64-1: steps a second, relative to the fastest of the others"
eval bars("speeds.csv", 0)
set nokey
set title "Training other networks"
eval bars("speeds.csv", 1)
set title "Prediction of one row"
eval bars("speeds.csv", 2)
unset multiplot

set terminal pngcairo size 2000,1300 font "sans,20" background "#ffffff"
set output "peak.png"
set multiplot layout 2,1 margins 0.08,0.99,0.09,0.87 spacing 0.16
unset arrow 1
set key
set ylabel "% of peak"
set yrange [0:100]
set title "Training 1-64-64-1: share of this processor's multiply-adds"
eval bars("shares.csv", 0)
set nokey
set title "Training other networks"
eval bars("shares.csv", 1)
unset multiplot
