// SPDX-License-Identifier: MIT
// Learns anybody's curve: a CSV with two columns, x and y. Rows with an empty, nan or infinite cell are skipped.
//
//     curve <data.csv> [folder]      leaves fit.png, fit.csv, points.csv, fit.gnuplot and network.mote in the folder
#include <mote/mote.hpp>

#include "picture.hpp"

namespace curve {
namespace {

/// A small network behind sines and cosines of x, for numbers up to ±4·10⁹.
template <size_t Pairs>
using Net = mote::Network<mote::Input<1>, mote::InputScaling, mote::FourierFeatures<Pairs>, mote::Dense<32, mote::Mish>,
                          mote::Dense<32, mote::Mish>, mote::Dense<1>, mote::OutputScaling,
                          mote::Ceilings<1000, 4000000000u, 4000000000u>>;

constexpr size_t batch = 64;  // rows a step
constexpr uint32_t enough_steps = 10000;
constexpr uint32_t fewest_epochs = 20;  // however many rows there are
constexpr size_t few_rows = 32;         // below, a single pair keeps the curve calm between its points

using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Adam, mote::Cosine, mote::Guard>;

/// What the good rows span.
struct Extent {
    size_t rows = 0;
    double low = HUGE_VAL, high = -HUGE_VAL;
    double mean = 0, deviation = 0;
};

bool is_good(float x, float y) {
    return mote::is_within(x, Net<1>::Limits::inputs) && mote::is_within(y, Net<1>::Limits::targets);
}

Extent extent_of(const Csv& csv) {
    Extent extent;
    double squares = 0;
    for (size_t row = 0; row < csv.x.size(); ++row) {
        if (is_good(csv.x[row], csv.y[row])) {
            const double x = static_cast<double>(csv.x[row]), y = static_cast<double>(csv.y[row]);
            const double apart = y - extent.mean;  // Welford 1962
            extent.low = fmin(extent.low, x);
            extent.high = fmax(extent.high, x);
            extent.mean += apart / static_cast<double>(++extent.rows);
            squares += apart * (y - extent.mean);
        }
    }
    extent.deviation = sqrt(squares / static_cast<double>(extent.rows));
    return extent;
}

/// x to ±1/2, since the features repeat at ±1 and a curve does not; targets to mean 0 and deviation 1.
template <class Net>
void scale(Net& net, const Extent& extent) {
    const double width = extent.high > extent.low ? extent.high - extent.low : 1.0;
    net.input_scales()[0] = static_cast<float>(1.0 / width);
    net.input_offsets()[0] = static_cast<float>(-(extent.low + extent.high) / 2 / width);
    net.output_scales()[0] = extent.deviation > 0 ? static_cast<float>(extent.deviation) : 1.0f;
    net.output_offsets()[0] = static_cast<float>(extent.mean);
}

/// A line on stderr that is overwritten.
bool show_progress(const mote::Epoch& epoch, void* epochs) {
    const uint32_t all = *static_cast<const uint32_t*>(epochs);
    if (epoch.number % (all / 100 + 1) == 0) {
        fprintf(stderr, "\r  epoch %u of %u, loss %-12.4g", static_cast<unsigned>(epoch.number),
                static_cast<unsigned>(all), static_cast<double>(epoch.loss));
    }
    return true;
}

void print_rows(const Csv& csv, const Extent& extent, const mote::Repairs& repairs) {
    printf("  rows     %zu to learn from", extent.rows);
    if (repairs.skipped_rows != 0) {
        printf(", %u skipped (cells: %u empty or nan, %u infinite, %u beyond ±4e9)",
               static_cast<unsigned>(repairs.skipped_rows), static_cast<unsigned>(repairs.nan),
               static_cast<unsigned>(repairs.infinite), static_cast<unsigned>(repairs.out_of_range));
    }
    printf("\n  input    %s from %g to %g\n", csv.x_name.c_str(), extent.low, extent.high);
    printf("  target   %s, mean %g, deviation %g\n", csv.y_name.c_str(), extent.mean, extent.deviation);
    if (fmax(fabs(extent.low), fabs(extent.high)) > 1e5 * (extent.high - extent.low) && extent.rows > 1) {
        puts("  note     the input hardly varies for its size, which blurs it in single precision: subtract an offset");
    }
}

template <class Net>
void print_errors(const Net& net, const Csv& csv, const Extent& extent) {
    double squares = 0, largest = 0, where = 0;
    for (size_t row = 0; row < csv.x.size(); ++row) {
        if (is_good(csv.x[row], csv.y[row])) {
            const double error =
                fabs(static_cast<double>(mote::predict(net, {csv.x[row]})[0]) - static_cast<double>(csv.y[row]));
            squares += error * error;
            where = error > largest ? static_cast<double>(csv.x[row]) : where;
            largest = fmax(error, largest);
        }
    }
    const double mean_square = squares / static_cast<double>(extent.rows);
    printf("  root mean square error   %g\n", sqrt(mean_square));
    printf("  largest error            %g, at %s = %g\n", largest, csv.x_name.c_str(), where);
    if (extent.deviation > 0) {
        printf("  R²                       %.6f\n", 1 - mean_square / (extent.deviation * extent.deviation));
    }
}

/// Saves the network, loads it again, and compares predictions at the rows, bit for bit.
template <class Net>
bool survives_saving(const Net& net, const std::string& path, const Csv& csv) {
    static Net loaded;
    mote::Status status = mote::Status::sink_failed;
    if (File file(path, "wb"); file.is_open()) {
        status = mote::save(net, file);
    }
    if (File file(path, "rb"); status == mote::Status::ok && file.is_open()) {
        status = mote::load(loaded, file);
    }
    for (size_t row = 0; status == mote::Status::ok && row < csv.x.size(); ++row) {
        const float before = mote::predict(net, {csv.x[row]})[0], after = mote::predict(loaded, {csv.x[row]})[0];
        status = mote::float_bits(before) == mote::float_bits(after) ? status : mote::Status::damaged_image;
    }
    if (status != mote::Status::ok) {
        fprintf(stderr, "%s: %s\n", path.c_str(), mote::describe(status));
    }
    return status == mote::Status::ok;
}

enum ExitCode { all_well = 0, failed = 1, unusable = 2 };

template <class Net>
ExitCode learn(const Csv& csv, const Extent& extent, const std::string& folder) {
    static Net net;
    static mote::Workspace<Net, Recipe, batch> work;
    const mote::Samples<Net, mote::MeanSquaredError> rows{csv.x.data(), csv.y.data(), csv.x.size()};
    const auto steps_of_epoch = static_cast<uint32_t>((rows.count + batch - 1) / batch);
    uint32_t epochs = std::max(enough_steps / steps_of_epoch, fewest_epochs);
    const Recipe recipe{{}, mote::Adam{3e-3f}, mote::Cosine{epochs * steps_of_epoch}, mote::Guard{mote::BadRow::skip}};

    mote::init(net, 1);
    scale(net, extent);
    print_rows(csv, extent, mote::evaluate(net, work, recipe, rows).repairs);

    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.on_epoch = show_progress;
    options.context = &epochs;
    const mote::FitResult result = mote::fit(net, work, recipe, {rows}, options);
    fprintf(stderr, "\r%60s\r", "");
    if (result.status != mote::Status::ok) {
        fprintf(stderr, "curve: training failed: %s\n", mote::describe(result.status));
        return failed;
    }
    print_errors(net, csv, extent);

    const bool written =
        write_points(folder + "/points.csv", csv) && write_script(folder + "/fit.gnuplot", csv) &&
        write_fit(folder + "/fit.csv", extent.low, extent.high, [](float x) { return mote::predict(net, {x})[0]; });
    if (!written || !survives_saving(net, folder + "/network.mote", csv)) {
        fprintf(stderr, "curve: cannot write into the folder %s\n", folder.c_str());
        return failed;
    }
    printf("  network.mote             %zu bytes: saved, loaded again, predicts the same bits\n",
           mote::image_size<Net>);
    puts(run_gnuplot(folder) ? "  fit.png                  drawn"
                             : "  fit.png                  not drawn: gnuplot fit.gnuplot did not work");
    return all_well;
}

ExitCode run(const std::string& path, const std::string& folder) {
    const Csv csv = read_csv(path);
    if (!csv.error.empty()) {
        fprintf(stderr, "%s\n", csv.error.c_str());
        return unusable;
    }
    const Extent extent = extent_of(csv);
    if (extent.rows == 0) {
        fprintf(stderr, "%s:1: there is no row with two usable numbers\n", path.c_str());
        return unusable;
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        fprintf(stderr, "%s: %s\n", folder.c_str(), error.message().c_str());
        return unusable;
    }
    return extent.rows < few_rows ? learn<Net<1>>(csv, extent, folder) : learn<Net<4>>(csv, extent, folder);
}

}  // namespace
}  // namespace curve

int main(int count, char** arguments) {
    if (count < 2 || count > 3) {
        fputs("usage: curve <data.csv> [folder]\n", stderr);
        return curve::unusable;
    }
    return curve::run(arguments[1], count == 3 ? arguments[2] : ".");
}
