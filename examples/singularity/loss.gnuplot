# SPDX-License-Identifier: MIT
# loss.png: the errors on their way down, over fifteen powers of ten.
height = 1100
load ARG1."/style.gnuplot"
unset arrow
set output "loss.png"
set title "Mean squared error at the 200 points" font "sans:Bold,30"
set xlabel "epochs" offset 0,0.4
set xrange [0:9000]
set xtics 1000
set logscale y
set yrange [1e-11:1e3]
set ytics 100
set format y "10^{%T}"
unset mytics
set rmargin 4
set key outside below center vertical maxrows 3 Left reverse samplen 2 width -4 font ",20"

epoch(run) = strcol(1) eq run ? $2 : NaN
plot "loss.csv" skip 1 using (epoch("gd-mish")):3 with lines linewidth 1.6 linecolor rgb descent title "1-20-20-1 Mish, gradient descent", \
     "" skip 1 using (epoch("adam-mish-1e-2")):3 with lines linewidth 1.6 linecolor rgb adam title "1-20-20-1 Mish, Adam", \
     "" skip 1 using (epoch("adam-tanh-1e-2")):3 with lines linewidth 1.6 linecolor rgb features title "1-64-64-1 Tanh, Adam", \
     "" skip 1 using (epoch("siren")):3 with lines linewidth 1 linecolor rgb sines title "1-64-64-1 Sin, Adam with cosine (SIREN)", \
     "" skip 1 using (epoch("best")):3 with lines linewidth 1.6 linecolor rgb best title "Fourier features, 20-20-1 Mish, Adam with cosine"
