// SPDX-License-Identifier: MIT
// Learns anybody's curve: a CSV with two columns, x and y. Rows with an empty, nan or infinite cell are skipped.
//
//     curve <data.csv> [folder]
//
// leaves fit.png, fit.csv, points.csv, fit.gnuplot, network.mote and scales.csv in a folder of their own, which is
// data.curve here unless another one is named. Nothing else is written over.
#include <mote/mote.hpp>

#include <functional>

#include "folder.hpp"
#include "picture.hpp"

namespace curve {
namespace {

/// A small network behind so many sines and cosines of x.
template <size_t Pairs>
using Net = mote::Network<mote::Input<1>, mote::FourierFeatures<Pairs>, mote::Dense<32, mote::Mish>,
                          mote::Dense<32, mote::Mish>, mote::Dense<1>>;
using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Adam, mote::Cosine>;

constexpr size_t batch = 64;  // rows a step
constexpr uint32_t enough_steps = 10000;
constexpr uint32_t fewest_epochs = 20;  // however many rows there are
constexpr size_t few_rows = 32;         // below, a single pair keeps the curve calm between its points
constexpr size_t most_pairs = 128;      // 64 waves from the first x to the last
constexpr double good_fit = 0.9;        // R² from which on no other network is tried

/// What a column spans, and how its numbers become those of the network: (number - offset) / scale, in doubles, so
/// that neither a large offset nor a tiny span is lost in the network's floats.
struct Column {
    double low, high;
    double offset = 0, scale = 1;
    double mean = 0, deviation = 0;

    explicit Column(const std::vector<double>& numbers)
        : low(*std::min_element(numbers.begin(), numbers.end())),
          high(*std::max_element(numbers.begin(), numbers.end())) {
        const double width = high > low ? high - low : 1;
        double squares = 0, sum = 0, count = 0;
        for (const double number : numbers) {  // Welford 1962, in parts of the width: its squares never overflow
            const double part = (number - low) / width, apart = part - sum;
            sum += apart / ++count;
            squares += apart * (part - sum);
        }
        mean = low + width * sum;
        deviation = width * sqrt(squares / count);
    }

    std::string text(double number) const { return text_of(number, digits()); }
    int digits() const { return digits_between(low, high); }
    float to_network(double number) const { return static_cast<float>((number - offset) / scale); }
    double from_network(float number) const { return offset + scale * static_cast<double>(number); }
};

/// The rows in the network's units.
struct Rows {
    std::vector<float> x, y;

    void add(float new_x, float new_y) {
        x.push_back(new_x);
        y.push_back(new_y);
    }
};

/// A network that has learned: what it predicts, how it is saved.
struct Fit {
    mote::Status status;
    size_t pairs;
    std::function<float(float)> predict;
    std::function<std::string(const std::string& path, const Rows&)> save;  ///< returns what went wrong, if anything
};

/// A line on stderr that is overwritten.
bool show_progress(const mote::Epoch& epoch, void* epochs) {
    const uint32_t all = *static_cast<const uint32_t*>(epochs);
    if (epoch.number % (all / 100 + 1) == 0) {
        fprintf(stderr, "\r  epoch %u of %u, loss %-12.4g", static_cast<unsigned>(epoch.number),
                static_cast<unsigned>(all), static_cast<double>(epoch.loss));
    }
    return true;
}

/// Saves the network, loads it again, and compares predictions at the rows, bit for bit.
template <class Net>
std::string save_and_compare(const Net& net, const std::string& path, const Rows& rows) {
    static mote::Image<Net> image;
    static Net loaded;
    mote::Status status = mote::save(net, image);
    if (status == mote::Status::ok) {
        const std::string_view bytes(reinterpret_cast<const char*>(image.bytes), sizeof image.bytes);
        if (std::string problem = examples::write_whole(path, bytes); !problem.empty()) {
            return problem;
        }
        File file(path, "rb");
        status = file.is_open() ? mote::load(loaded, file) : mote::Status::source_failed;
    }
    for (size_t row = 0; status == mote::Status::ok && row < rows.x.size(); ++row) {
        const float before = mote::predict(net, {rows.x[row]})[0], after = mote::predict(loaded, {rows.x[row]})[0];
        status = mote::float_bits(before) == mote::float_bits(after) ? status : mote::Status::damaged_image;
    }
    return status == mote::Status::ok ? "" : printable(path) + ": " + mote::describe(status);
}

/// Learns the rows. Another call with as many pairs takes the memory of this one.
template <size_t Pairs>
Fit fit(const Rows& learned) {
    static Net<Pairs> net;
    static mote::Workspace<Net<Pairs>, Recipe, batch> work;
    const mote::Samples<Net<Pairs>, mote::MeanSquaredError> rows{learned.x.data(), learned.y.data(), learned.x.size()};
    const auto steps_of_epoch = static_cast<uint32_t>((rows.count + batch - 1) / batch);
    uint32_t epochs = std::max(enough_steps / steps_of_epoch, fewest_epochs);
    const Recipe recipe{{}, mote::Adam{3e-3f}, mote::Cosine{epochs * steps_of_epoch}};

    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.fresh = true;
    options.on_epoch = show_progress;
    options.context = &epochs;
    mote::init(net, 1);
    const mote::FitResult result = mote::fit(net, work, recipe, {rows}, options);
    fprintf(stderr, "\r%60s\r", "");
    return {result.status, Pairs, [](float x) { return mote::predict(net, {x})[0]; },
            [](const std::string& path, const Rows& known) { return save_and_compare(net, path, known); }};
}

/// The share of the variance that a fit explains at these rows: R².
double explained(const Fit& fit, const Rows& rows) {
    double squares = 0;
    for (size_t row = 0; row < rows.x.size(); ++row) {
        const double error = static_cast<double>(fit.predict(rows.x[row])) - static_cast<double>(rows.y[row]);
        squares += error * error;
    }
    return 1 - squares / static_cast<double>(rows.x.size());  // all rows have variance 1
}

/// Learns the rows: with few waves first, and with more if that fits badly and if they predict rows that were held back
/// better than the few waves fit those that they have seen. So noise is not learned by heart.
Fit fit_with_enough_waves(const Rows& rows) {
    constexpr Fit (*more_waves[])(const Rows&) = {fit<16>, fit<64>, fit<most_pairs>};
    Fit best = rows.x.size() < few_rows ? fit<1>(rows) : fit<4>(rows);
    double best_score = explained(best, rows);
    if (best.status != mote::Status::ok || best_score >= good_fit || rows.x.size() < few_rows) {
        return best;
    }
    Rows seen, held_back;
    for (size_t row = 0; row < rows.x.size(); ++row) {
        const bool is_held = (static_cast<uint32_t>(row) * 2654435761u >> 16) % 5 == 0;  // not every fifth: no rhythm
        (is_held ? held_back : seen).add(rows.x[row], rows.y[row]);
    }
    Fit (*chosen)(const Rows&) = nullptr;
    for (const auto candidate : more_waves) {
        const Fit trial = candidate(seen);
        const double score = explained(trial, held_back);
        if (trial.status == mote::Status::ok && score > best_score) {
            chosen = candidate;
            best_score = score;
        }
        if (best_score >= good_fit) {
            break;
        }
    }
    return chosen != nullptr ? chosen(rows) : best;
}

void print_rows(const Csv& csv, const Column& x, const Column& y) {
    printf("  rows     %zu to learn from", csv.x.size());
    if (csv.skipped_rows != 0) {
        printf(", %zu skipped (cells: %zu empty or nan, %zu infinite or beyond ±%g)", csv.skipped_rows, csv.empty_cells,
               csv.infinite_cells, largest_number);
    }
    printf("\n  input    %s from %s to %s\n", csv.x_name.c_str(), x.text(x.low).c_str(), x.text(x.high).c_str());
    printf("  target   %s, mean %s, deviation %g\n", csv.y_name.c_str(), y.text(y.mean).c_str(), y.deviation);
}

void print_errors(const Fit& fit, const Csv& csv, const Column& x, const Column& y, double score) {
    double squares = 0, largest = 0, where = x.low;
    for (size_t row = 0; row < csv.x.size(); ++row) {
        const double error = fabs(y.from_network(fit.predict(x.to_network(csv.x[row]))) - csv.y[row]) / y.scale;
        squares += error * error;
        where = error > largest ? csv.x[row] : where;
        largest = fmax(error, largest);
    }
    printf("  root mean square error   %g\n", sqrt(squares / static_cast<double>(csv.x.size())) * y.scale);
    printf("  largest error            %g, at %s = %s\n", largest * y.scale, csv.x_name.c_str(), x.text(where).c_str());
    if (y.deviation > 0) {
        printf("  R²                       %.6f\n", score);
    }
    if (y.deviation > 0 && score < good_fit) {
        printf(
            "  note                     a bad fit: it explains %.0f %% of how %s varies. %s is mostly noise, depends\n"
            "                           on more than %s, or has more waves than %zu, or than its rows can show.\n"
            "                           Try a shorter range of %s, more rows in it, or means of neighbours.\n",
            100 * fmax(score, 0), csv.y_name.c_str(), csv.y_name.c_str(), csv.x_name.c_str(), most_pairs / 2,
            csv.x_name.c_str());
    }
}

/// Writes all files but the picture; what went wrong, if anything.
std::string write_files(const Fit& fit, const Csv& csv, const Rows& rows, const Column& x, const Column& y,
                        const std::string& folder) {
    constexpr int steps = 2000;
    std::vector<double> fit_x, fit_y;
    for (int step = 0; step <= steps; ++step) {
        fit_x.push_back(x.low + (x.high - x.low) * step / steps);
        fit_y.push_back(y.from_network(fit.predict(x.to_network(fit_x.back()))));
    }
    const std::pair<const char*, std::string> files[] = {
        {"fit.gnuplot", script_text(csv, x.digits(), y.digits())},
        {"points.csv", points_text("x,y", csv.x, csv.y)},
        {"fit.csv", points_text("x,prediction", fit_x, fit_y)},
        {"scales.csv", "column,offset,scale\nx," + text_of(x.offset) + "," + text_of(x.scale) + "\ny," +
                           text_of(y.offset) + "," + text_of(y.scale) + "\n"},
    };
    for (const auto& [file, text] : files) {
        if (std::string problem = examples::write_whole(folder + "/" + file, text); !problem.empty()) {
            return problem;
        }
    }
    return fit.save(folder + "/network.mote", rows);
}

enum ExitCode { all_well = 0, failed = 1, unusable = 2 };

ExitCode learn(const Csv& csv, Column x, Column y, const std::string& folder) {
    x.offset = x.low + (x.high - x.low) / 2;  // to ±1/2, since the features repeat at ±1 and a curve does not
    x.scale = x.high - x.low;
    y.offset = y.mean;  // to mean 0 and deviation 1
    y.scale = y.deviation > 0 ? y.deviation : 1;
    print_rows(csv, x, y);
    Rows rows;
    for (size_t row = 0; row < csv.x.size(); ++row) {
        rows.add(x.to_network(csv.x[row]), y.to_network(csv.y[row]));
    }
    const Fit fit = fit_with_enough_waves(rows);
    if (fit.status != mote::Status::ok) {
        fprintf(stderr, "curve: training failed: %s\n", mote::describe(fit.status));
        return failed;
    }
    print_errors(fit, csv, x, y, explained(fit, rows));
    if (const std::string problem = write_files(fit, csv, rows, x, y, folder); !problem.empty()) {
        fprintf(stderr, "%s\n", problem.c_str());
        return failed;
    }
    printf(
        "  network.mote             saved, loaded again, predicts the same bits; it has %zu Fourier pairs, and is for\n"
        "                           (number - offset) / scale of both columns (scales.csv)\n",
        fit.pairs);
    printf("  fit.png                  %s\n",
           run_gnuplot(folder) ? "drawn" : "not drawn: gnuplot fit.gnuplot did not work");
    printf("  folder                   %s\n", printable(folder).c_str());
    return all_well;
}

ExitCode run(const std::string& path, const std::string& folder) {
    const Csv csv = read_csv(path);
    std::string problem = csv.error;
    if (problem.empty()) {
        const Column x(csv.x), y(csv.y);
        if (x.high > x.low) {
            problem = claim_folder(folder, path);
            if (problem.empty()) {
                return learn(csv, x, y, folder);
            }
        } else {
            problem = printable(path) + ":1: " + csv.x_name + " is " + text_of(x.low, 6) +
                      " in every row, and a curve needs two values of it at least";
        }
    }
    fprintf(stderr, "%s\n", problem.c_str());
    return unusable;
}

}  // namespace
}  // namespace curve

int main(int count, char** arguments) {
    if (count < 2 || count > 3) {
        fputs("usage: curve <data.csv> [folder]\n", stderr);
        return curve::unusable;
    }
    const std::string own_folder = std::filesystem::path(arguments[1]).stem().string() + ".curve";
    return curve::run(arguments[1], count == 3 ? arguments[2] : own_folder);
}
