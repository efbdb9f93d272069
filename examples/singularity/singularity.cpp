// SPDX-License-Identifier: MIT
// The demonstration: a small network learns a function that is full of singularities. First its targets are taken as
// they come, then they are clamped, and then gradient descent, Adam and the best recipe show what they can do.
//
//     singularity <folder> [seeds]      leaves results.csv and the pictures' CSVs there; 1 to 5 seeds, default 1
#include <stdlib.h>

#include "lesson.hpp"
#include "pytorch.hpp"

namespace singularity {
namespace {

constexpr uint32_t one_leg = 1;
constexpr bool reset = true, continued = false;

/// The losses of the small network's first steps, before each.
struct FirstLosses {
    double at[6];
};

template <class GuardOfRecipe>
FirstLosses first_losses(GuardOfRecipe guard) {
    using Recipe = decltype(gradient_descent(0.0f, guard));
    static SmallMish net;
    static mote::Workspace<SmallMish, Recipe, points> work;

    FirstLosses losses{};
    mote::init(net, 1);
    for (double& loss : losses.at) {
        const mote::Result step = mote::train(net, work, gradient_descent(5e-3f, guard), {x, y});
        loss = step.status == mote::Status::ok ? static_cast<double>(step.loss) : 0.0;
    }
    return losses;
}

void print_loss(double loss) {
    if (std::isnan(loss)) {
        printf("%16s", "nan");  // printf would show its sign, which means nothing and differs between machines
    } else {
        printf("%16.4g", loss);
    }
}

void print_first_losses() {
    const FirstLosses columns[] = {first_losses(mote::Unguarded{}), first_losses(mote::NanToNumOnly{}),
                                   first_losses(mote::Guard{}), first_losses(clamp_targets)};
    puts("  step       unguarded      nan_to_num   default guard   clamp to ±100");
    for (unsigned step = 0; step < 6; ++step) {
        printf("  %4u", step + 1);
        for (const FirstLosses& column : columns) {
            print_loss(column.at[step]);
        }
        puts("");
    }
}

bool raw_targets(Report& report, unsigned seed) {
    if (seed == 1) {
        puts(
            "\n1. Raw targets\n\n"
            "Close to a pole a target can be anything: here 7.5 million. Plain gradient descent, rate 0.005, takes\n"
            "the targets as they come. The mean squared error before each step of a 1-20-20-1 Mish network:\n");
        print_first_losses();
        puts(
            "\nUnguarded, the error is infinite after a few steps, then NaN, and so is every weight, for ever.\n"
            "nan_to_num alone changes nothing: no target is NaN or infinite, the damage is done by finite ones.\n"
            "mote's default guard keeps every number finite. But its ceiling, a million, is no use as a target.\n"
            "The clamp, Guard{BadRow::repair, largest_float, 100.0f}, repairs 6 of the 200 targets: learning starts.\n"
            "A network of 64 Tanh units saturates instead. It stays finite, and learns nothing:\n");
    }
    const Lesson unguarded{"raw-mish-unguarded", "1-20-20-1 Mish", "descent unguarded", one_leg};
    const Lesson nan_to_num{"raw-mish-nan-to-num", "1-20-20-1 Mish", "descent nan_to_num", one_leg};
    const Lesson guarded{"raw-mish-default-guard", "1-20-20-1 Mish", "descent default guard", one_leg};
    const Lesson saturated{"raw-tanh-unguarded", "1-64-64-1 Tanh", "descent unguarded", one_leg};
    return learn<SmallMish>(report, unguarded, seed, gradient_descent(5e-3f, mote::Unguarded{})) &&
           learn<SmallMish>(report, nan_to_num, seed, gradient_descent(5e-3f, mote::NanToNumOnly{})) &&
           learn<SmallMish>(report, guarded, seed, gradient_descent(5e-3f, mote::Guard{})) &&
           learn<WideTanh>(report, saturated, seed, gradient_descent(1e-2f, mote::Unguarded{}));
}

void print_errors_head() {
    puts("  network               optimizer                 rate       3000       6000       9000");
}

bool plain_networks(Report& report, unsigned seed) {
    if (seed == 1) {
        static SmallMish untrained;
        mote::init(untrained, seed);
        report.add_fit("before", untrained);
        puts(
            "\n2. Gradient descent and Adam\n\n"
            "Targets are clamped to ±100 from now on; their variance is 499.3, the error of a network that always\n"
            "answers their mean. The mean squared error after 3000, 6000 and 9000 epochs of one step each:\n");
        print_errors_head();
    }
    const auto descend = [](float rate) { return gradient_descent(rate, clamp_targets); };
    const char *const mish = "1-20-20-1 Mish", *const tanh = "1-64-64-1 Tanh";
    const char *const descent = "gradient descent", *const moments = "Adam", *const fresh = "Adam reset each 3000";
    return learn<SmallMish>(report, {"gd-mish", mish, descent, legs_of_lesson, continued, "descent"}, seed,
                            descend(5e-3f)) &&
           learn<SmallMish>(report, {"adam-mish-1e-3-reset", mish, fresh, legs_of_lesson, reset}, seed, adam(1e-3f)) &&
           learn<SmallMish>(report, {"adam-mish-1e-3", mish, moments}, seed, adam(1e-3f)) &&
           learn<SmallMish>(report, {"adam-mish-1e-2-reset", mish, fresh, legs_of_lesson, reset}, seed, adam(1e-2f)) &&
           learn<SmallMish>(report, {"adam-mish-1e-2", mish, moments, legs_of_lesson, continued, "adam"}, seed,
                            adam(1e-2f)) &&
           learn<WideTanh>(report, {"gd-tanh", tanh, descent}, seed, descend(1e-2f)) &&
           learn<WideTanh>(report, {"adam-tanh-1e-3", tanh, moments}, seed, adam(1e-3f)) &&
           learn<WideTanh>(report, {"adam-tanh-1e-2", tanh, moments}, seed, adam(1e-2f));
}

bool best_recipes(Report& report, unsigned seed) {
    if (seed == 1) {
        puts(
            "\n3. What one would really do\n\n"
            "Scale the targets to ±1, let the rate fall along a cosine, and give the network waves to build with:\n"
            "sines as activations (SIREN), or 16 sines and cosines of x as its inputs.\n");
        print_errors_head();
    }
    const char* const cosine = "Adam cosine";
    return learn<Siren>(report, {"siren", "1-64-64-1 Sin<30>", cosine}, seed, adam_cosine(1e-3f), mote::Siren{}) &&
           learn<FourierTanh>(report, {"fourier-tanh", "Fourier-64-64-1 Tanh", cosine}, seed, adam_cosine(3e-3f)) &&
           learn<FourierMish>(report, {"best", "Fourier-20-20-1 Mish", cosine, legs_of_lesson, continued, "best"}, seed,
                              adam_cosine(3e-3f));
}

/// Every run that came to its end, at its end; means over the seeds.
void print_table(const Report& report) {
    puts(
        "                                                               mean sq.   R² at      R² between the points\n"
        "  network               optimizer                 rate          error   points     all      far from poles");
    for (const Row& row : report) {
        if (row.epochs == all_epochs && row.seed == 1) {
            const auto mean = [&](double Metrics::*metric) {
                return over_seeds(report, row.run, all_epochs, metric).mean;
            };
            printf("  %-22s%-22s%8g%15.4g%9.4f%9.4f%12.4f\n", row.network, row.optimizer, row.learning_rate,
                   mean(&Metrics::mse), mean(&Metrics::r2), mean(&Metrics::r2_off_grid), mean(&Metrics::r2_far));
        }
    }
}

/// What is asked of the best recipe.
bool best_is_good(const Report& report) {
    const double soon = over_seeds(report, "best", epochs_of_leg, &Metrics::r2).mean;
    const double far = over_seeds(report, "best", all_epochs, &Metrics::r2_far).mean;
    const bool good = soon > 0.999 && far >= 0.99;
    printf(
        "The best recipe: R² %.5f at the points after 3000 epochs (asked: above 0.999), and after 9000\n"
        "%.5f between them, more than 0.03 from a pole (asked: 0.99). %s\n",
        soon, far, good ? "Good." : "NOT GOOD ENOUGH.");
    return good;
}

bool run_seed(Report& report, unsigned seed) {
    if (seed > 1) {
        printf("\nSeed %u\n\n", seed);
    }
    return raw_targets(report, seed) && plain_networks(report, seed) && best_recipes(report, seed);
}

int demonstrate(const char* folder, unsigned seeds) {
    static Report report(folder);
    if (!report.is_open() || !write_function(folder)) {
        fprintf(stderr, "singularity: cannot write into the folder %s\n", folder);
        return 2;
    }
    puts("A network learns  f(x) = (cos 3x + x) / ((x + 0.2)(x - 0.9) sin 2πx),  200 points, 7 poles, seed 1.");
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        if (!run_seed(report, seed)) {
            return 1;
        }
    }
    printf("\n4. What was reached after 9000 epochs%s\n\n", seeds > 1 ? ", means over the seeds" : "");
    print_table(report);
    puts(
        "\nBetween the points and close to a pole the truth jumps from -100 to 100 where no point tells so: hence\n"
        "the last column.\n");
    bool good = best_is_good(report);
    if (seeds > 1) {
        puts("\n5. Beside PyTorch, whose five seeds are others\n");
        const bool agrees = agrees_with_pytorch(report);
        puts(agrees ? "\nEach mean lies within two of PyTorch's standard deviations." : "\nMEANS DIFFER.");
        good = good && agrees;
    }
    printf("\nAll numbers are in %s/results.csv.\n", folder);
    return good ? 0 : 1;
}

}  // namespace
}  // namespace singularity

int main(int count, char** arguments) {
    const int seeds = count == 3 ? atoi(arguments[2]) : 1;
    if (count < 2 || count > 3 || seeds < 1 || seeds > 5) {
        fputs("usage: singularity <folder> [seeds, 1 to 5]\n", stderr);
        return 2;
    }
    setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // the story is told as it happens, into a pipe too
    return singularity::demonstrate(arguments[1], static_cast<unsigned>(seeds));
}
