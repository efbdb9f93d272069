# SPDX-License-Identifier: MIT
# speed_<machine>.png and peak_<machine>.png from speeds_<machine>.csv and shares_<machine>.csv in this folder; `machine` is
# given. Groups of bars, one group a workload. Everybody has a colour that is told apart (Okabe & Ito 2008): mote blue and
# green, what is exact like what it is made of, but lighter.
set encoding utf8
set datafile separator ","
ink = "#333333"
names = "mote_fused mote_unfused eigen eigen_exact openblas libtorch fann naive hand_exact"
colours = "#0072b2 #009e73 #d55e00 #f4b183 #e69f00 #cc79a7 #888888 #56b4e9 #b4dcf4"

set border 1 linecolor rgb ink linewidth 0.5
set style data histograms
set style histogram clustered gap 1.5
set style fill solid noborder
set boxwidth 0.92
set tics nomirror out scale 0 textcolor rgb ink
set xtics font ",12" noenhanced
set grid ytics linecolor rgb "#e4e4e4" linewidth 0.5 linetype 1
set ylabel textcolor rgb ink
set key at graph 1, graph 1.04 right bottom horizontal maxrows 1 textcolor rgb ink noenhanced samplen 1.2 width -1 font ",16"

colour_of(name) = sum [i=1:words(names)] (name eq word(names, i) ? i : 0)
group = "strcol(1).\"\\n\".strcol(2).\"\\nbatch \".strcol(3)"
# Chart number `chart` of a file, whose line of names begins with three words for the group.
bars(file, chart) = sprintf("heads = system(\"grep '^network,' %s | sed -n '%dp' | tr ',' ' '\"); \
    stats '%s' index %d every ::1 using 0 nooutput; \
    set xrange [-0.7:STATS_records - 0.3]; \
    plot for [i=4:words(heads)] '%s' index %d using i:xtic(%s) title columnheader(i) \
        linecolor rgb word(colours, colour_of(word(heads, i)))", file, chart + 1, file, chart, file, chart, group)
array title_of[5] = ["Training 1-64-64-1", "Training other networks", "fit and fit with shuffled rows, a step", \
    "Prediction", "Networks with scalings, a step or a row"]

speeds = "speeds_".machine.".csv"
shares = "shares_".machine.".csv"

set terminal pngcairo size 2400,3400 font "sans,20" background "#ffffff"
set output "speed_".machine.".png"
set multiplot layout 5,1 margins 0.06,0.99,0.04,0.965 spacing 0.075
set ylabel "speed, best other = 1"
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead front linecolor rgb ink linewidth 1.5 dashtype 2
set yrange [0:*]
do for [chart=0:4] {
    set label 1 title_of[chart + 1]." (".machine.")" at graph 0, graph 1.07 left noenhanced textcolor rgb ink font ",22"
    eval bars(speeds, chart)
}
unset multiplot

set terminal pngcairo size 2400,2000 font "sans,20" background "#ffffff"
set output "peak_".machine.".png"
set multiplot layout 3,1 margins 0.06,0.99,0.06,0.95 spacing 0.12
unset arrow 1
set ylabel "% of peak"
set yrange [0:100]
do for [chart in "0 1 3"] {
    set label 1 title_of[chart + 1]." (".machine.")" at graph 0, graph 1.07 left noenhanced textcolor rgb ink font ",22"
    eval bars(shares, int(chart))
}
unset multiplot
