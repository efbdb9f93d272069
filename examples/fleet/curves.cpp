// SPDX-License-Identifier: MIT
// What the fleet is good for, for the desktop: the error of plants that learn alone, of the fleet in fair weather and in foul, and of a
// server that has all rows. Prints a table, and writes what the pictures need: rounds.csv, curves.csv and rows.csv.
#include <stdio.h>

#include "story.hpp"

using namespace fleet;

namespace {

constexpr size_t honest_plants = 8;
constexpr size_t lost_from = 9;      // from this plant on, all are lost
constexpr uint32_t lost_after = 20;  // rounds

bool is_honest(size_t plant) { return kinds[plant] == Kind::honest; }
double wide(float number) { return static_cast<double>(number); }

/// The error after each round, and the network in the end.
struct Run {
    float errors[rounds];
    Net net;

    float error() const { return errors[rounds - 1]; }
};

template <class IsHere>
Run run_fleet(const Averaging& averaging, IsHere is_here) {
    static Plant worker;
    static Contribution contribution;
    static Round<Net, plants> round;
    Run run = {};
    mote::init(run.net, first_seed);
    for (uint32_t number = 0; number < rounds; ++number) {
        gather(round, worker, contribution, run.net, number, [&](size_t plant) { return is_here(plant, number); });
        (void)average(run.net, round, averaging);
        run.errors[number] = error_of(run.net);
    }
    return run;
}

Run run_with(const float* x, const float* y, size_t count) {
    static Work work;
    Run run = {};
    mote::init(run.net, first_seed);
    for (uint32_t number = 0; number < rounds; ++number) {
        learn(run.net, work, {x, y, count}, number);
        run.errors[number] = error_of(run.net);
    }
    return run;
}

Run run_alone(size_t plant) {
    static Rows rows;
    measure(rows, plant);
    return run_with(rows.x, rows.y, rows.count);
}

/// The mean of the honest plants' errors, each alone.
Run mean_alone() {
    Run mean = {};
    for (size_t plant = 0; plant < plants; ++plant) {
        const Run run = is_honest(plant) ? run_alone(plant) : Run{};
        for (uint32_t number = 0; number < rounds; ++number) {
            mean.errors[number] += run.errors[number] / honest_plants;
        }
    }
    return mean;
}

/// One server with the rows of all honest plants.
Run run_central() {
    static float x[plants * most_rows], y[plants * most_rows];
    static Rows rows;
    size_t count = 0;
    for (size_t plant = 0; plant < plants; ++plant) {
        measure(rows, plant);
        for (uint32_t i = 0; is_honest(plant) && i < rows.count; ++i, ++count) {
            x[count] = rows.x[i];
            y[count] = rows.y[i];
        }
    }
    return run_with(x, y, count);
}

/// What write(file) prints, as a file; false if the disk does not take it.
template <class Write>
bool write_file(const char* name, Write write) {
    FILE* const file = fopen(name, "w");
    if (file == nullptr) {
        return false;
    }
    write(file);
    const bool failed = ferror(file) != 0;
    return fclose(file) == 0 && !failed;
}

template <size_t Runs>
void write_rounds(FILE* file, const Run (&runs)[Runs]) {
    for (uint32_t number = 0; number < rounds; ++number) {
        fprintf(file, "%u", number + 1);
        for (const Run& run : runs) {
            fprintf(file, ",%g", wide(run.errors[number]));
        }
        fprintf(file, "\n");
    }
}

template <size_t Nets>
void write_curves(FILE* file, const Net (&nets)[Nets]) {
    for (int i = -100; i <= 100; ++i) {
        const float x = static_cast<float>(i) * 0.005f;
        fprintf(file, "%g,%g", wide(x), wide(truth(x)));
        for (const Net& net : nets) {
            fprintf(file, ",%g", wide(mote::predict(net, {x})[0]));
        }
        fprintf(file, "\n");
    }
}

void write_rows(FILE* file) {
    static Rows rows;
    for (size_t plant = 0; plant < plants; ++plant) {
        measure(rows, plant);
        for (uint32_t i = 0; is_honest(plant) && i < rows.count; ++i) {
            fprintf(file, "%g,%g\n", wide(rows.x[i]), wide(rows.y[i]));
        }
    }
}

}  // namespace

int main() {
    const auto honest = [](size_t plant, uint32_t) { return is_honest(plant); };
    const auto all = [](size_t, uint32_t) { return true; };
    const auto but_lost = [](size_t plant, uint32_t number) { return plant < lost_from || number < lost_after; };
    static const Run runs[] = {
        mean_alone(),          run_fleet(plain, honest), run_fleet(trimmed, honest), run_fleet(tolerant, honest),
        run_fleet(plain, all), run_fleet(trimmed, all),  run_fleet(tolerant, all),   run_fleet(tolerant, but_lost),
        run_central()};
    const char* const names[] = {"each plant alone",
                                 "8 honest plants, plain mean",
                                 "8 honest plants, trimmed mean",
                                 "8 honest plants, trimmed mean with tolerance",
                                 "12 plants, 4 of them bad, plain mean",
                                 "12 plants, 4 of them bad, trimmed mean",
                                 "12 plants, 4 of them bad, trimmed mean with tolerance",
                                 "the same, plants 9 to 11 lost after round 20",
                                 "a server with all rows of the honest"};
    board::print("# mean error over the whole range after ", rounds, " rounds\n");
    for (size_t i = 0; i < sizeof runs / sizeof *runs; ++i) {
        board::print(runs[i].error(), "  ", names[i], "\n");
    }
    const Net nets[] = {run_alone(0).net, run_alone(plants - 1).net, runs[6].net, runs[8].net};
    const bool written = write_file("rounds.csv", [&](FILE* file) { write_rounds(file, runs); }) &&
                         write_file("curves.csv", [&](FILE* file) { write_curves(file, nets); }) &&
                         write_file("rows.csv", write_rows);
    if (!written) {
        fprintf(stderr, "fleet_curves: cannot write rounds.csv, curves.csv and rows.csv in this folder\n");
    }
    return written ? 0 : 1;
}
