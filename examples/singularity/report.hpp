// SPDX-License-Identifier: MIT
// What the demonstration leaves behind: results.csv, and the numbers that the pictures are drawn from.
#pragma once

#include <stdint.h>
#include <stdio.h>

#include "metrics.hpp"

namespace singularity {

/// A line of results.csv: one network, looked at once.
struct Row {
    const char* run;        ///< its key
    const char* network;    ///< its layers
    const char* optimizer;  ///< and its manner
    double learning_rate;
    uint32_t epochs;  ///< so far; if the loss is not finite, the step at which it stopped being so
    unsigned seed;
    Metrics metrics;
    bool finite;
    uint32_t repairs;  ///< so far
};

/// A file to write into, closed at the end.
class OutputFile {
  public:
    OutputFile(const char* folder, const char* name) {
        char path[4096];
        const int length = snprintf(path, sizeof path, "%s/%s", folder, name);
        file = length > 0 && length < static_cast<int>(sizeof path) ? fopen(path, "w") : nullptr;
    }
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile() {
        if (file != nullptr) {
            fclose(file);
        }
    }
    bool is_open() const { return file != nullptr; }
    operator FILE*() const { return file; }

  private:
    FILE* file;
};

/// The files that grow while networks learn; it also remembers the rows, for the tables on the screen.
class Report {
  public:
    explicit Report(const char* folder)
        : results(folder, "results.csv"), losses(folder, "loss.csv"), fits(folder, "fit.csv") {
        if (is_open()) {
            fputs("run,network,optimizer,learning_rate,epochs,seed,mse,r2,r2_off_grid,r2_far,finite,repairs\n",
                  results);
            fputs("run,epoch,loss\n", losses);
            fputs("stage,x,function,prediction\n", fits);
        }
    }
    bool is_open() const { return results.is_open() && losses.is_open() && fits.is_open(); }

    void add(const Row& row) {
        fprintf(results, "%s,%s,%s,%g,%u,%u,", row.run, row.network, row.optimizer, row.learning_rate,
                static_cast<unsigned>(row.epochs), row.seed);
        if (row.finite) {
            fprintf(results, "%.9g,%.9g,%.9g,%.9g,1,", row.metrics.mse, row.metrics.r2, row.metrics.r2_off_grid,
                    row.metrics.r2_far);
        } else {
            fputs("nan,nan,nan,nan,0,", results);
        }
        fprintf(results, "%u\n", static_cast<unsigned>(row.repairs));
        fflush(results);
        if (count < most_rows) {
            rows[count++] = row;
        }
    }
    void add_loss(const char* run, uint32_t epoch, double loss) {
        fprintf(losses, "%s,%u,%.9g\n", run, static_cast<unsigned>(epoch), loss);
    }
    template <class Net>
    void add_fit(const char* stage, const Net& net) {
        for_each_fine_x([&](float at, unsigned, unsigned) {
            fprintf(fits, "%s,%.9g,%.9g,%.9g\n", stage, static_cast<double>(at), function(static_cast<double>(at)),
                    static_cast<double>(mote::predict(net, {at})[0]));
        });
    }

    const Row* begin() const { return rows; }
    const Row* end() const { return rows + count; }

  private:
    static constexpr unsigned most_rows = 256;

    OutputFile results, losses, fits;
    Row rows[most_rows];
    unsigned count = 0;
};

inline void write_function_at(double at, FILE* curve) {
    fprintf(curve, "%.9g,%.9g,%.9g,%.9g\n", at, numerator(at), denominator(at), numerator(at) / denominator(at));
}

/// points.csv, the 200 points, and function.csv, what lies between them: neither knows of any network. False if they
/// cannot be written.
inline bool write_function(const char* folder) {
    const OutputFile dots(folder, "points.csv"), curve(folder, "function.csv");
    if (!dots.is_open() || !curve.is_open()) {
        return false;
    }
    fputs("x,raw,clamped\n", dots);
    fputs("x,numerator,denominator,function\n", curve);
    const double* pole = poles;
    for_each_fine_x([&](float at, unsigned point, unsigned step) {
        if (static_cast<double>(at) >= *pole) {
            // Up to the pole; an empty line lifts the pen; on from behind it.
            write_function_at(*pole - 1e-6, curve);
            fputs("\n", curve);
            write_function_at(*pole++ + 1e-6, curve);
        } else {
            write_function_at(static_cast<double>(at), curve);
        }
        if (step == 0) {
            fprintf(dots, "%.9g,%.9g,%.9g\n", static_cast<double>(at), static_cast<double>(y[point]),
                    static_cast<double>(mote::clamp(y[point], -limit, limit)));
        }
    });
    return true;
}

}  // namespace singularity
