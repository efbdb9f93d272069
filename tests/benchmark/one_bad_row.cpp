// SPDX-License-Identifier: MIT
// One bad row, once: everybody learns a noisy sine from clean rows, then meets in one epoch one row with a number that is none, or far too
// large, and then goes on with clean rows. Prints the final losses of the clean rows as the table in the README. Everybody starts from
// the same weights, takes the same rows in the same order, and does what it does when nothing is said.
#include <math.h>
#include <stdio.h>
#include <mote/mote.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#ifdef HAS_FANN
#include <floatfann.h>
#endif
#ifdef HAS_LIBTORCH
#include <torch/torch.h>
#endif

namespace {

constexpr size_t rows = 64, batch = 8, units = 16, bad_row = 20;
constexpr int epochs_before = 100, epochs_after = 2000;

struct Data {
    float x[rows], y[rows];
};

Data clean_data() {
    Data data;
    for (size_t row = 0; row < rows; ++row) {
        data.x[row] = (static_cast<float>(row) - 31.5f) / 32.0f;
        const float noise = static_cast<float>(row * 37 % 11) - 5.0f;  // so that a loss is left, which tells runs apart
        data.y[row] = sinf(3.0f * data.x[row]) + 0.03f * noise;
    }
    return data;
}

using Net = mote::Network<mote::Input<1>, mote::Dense<units, mote::Tanh>, mote::Dense<1>>;

/// The weights from which everybody starts.
const Net& start() {
    static const Net net = [] {
        Net drawn;
        mote::init(drawn, 42);
        return drawn;
    }();
    return net;
}

/// Learns an epoch; its predictions.
struct Learner {
    virtual ~Learner() = default;
    virtual void learn(Data& data) = 0;
    virtual float predict(float x) = 0;
};

template <class Optimizer>
struct MoteLearner : Learner {
    using Recipe = mote::Recipe<mote::MeanSquaredError, Optimizer>;
    Recipe recipe;
    Net net = start();
    mote::Workspace<Net, Recipe, batch> work{};

    explicit MoteLearner(Optimizer optimizer) : recipe{{}, optimizer} {}
    void learn(Data& data) override { (void)mote::fit(net, work, recipe, {data.x, data.y}, mote::FitOptions{}); }
    float predict(float x) override { return mote::predict(net, {x})[0]; }
};

#ifdef HAS_FANN
struct FannLearner : Learner {
    fann* network;
    fann_train_data* rows_of_fann = fann_create_train(rows, 1, 1);

    FannLearner(fann_train_enum algorithm, float rate) {
        const unsigned widths[] = {1, units, 1};
        network = fann_create_standard_array(3, widths);
        fann_set_activation_function_hidden(network, FANN_SIGMOID_SYMMETRIC);
        fann_set_activation_steepness_hidden(network, 1.0f);  // then it is tanh
        fann_set_activation_function_output(network, FANN_LINEAR);
        fann_set_activation_steepness_output(network, 1.0f);
        fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
        fann_set_training_algorithm(network, algorithm);
        fann_set_learning_rate(network, rate);
        float* to = network->weights;  // of each neuron together, that of the bias last
        for (size_t unit = 0; unit < units; ++unit) {
            *to++ = start().weight<0>(unit, 0);
            *to++ = start().bias<0>(unit);
        }
        for (size_t unit = 0; unit < units; ++unit) {
            *to++ = start().weight<1>(0, unit);
        }
        *to = start().bias<1>(0);
    }
    ~FannLearner() override {
        fann_destroy_train(rows_of_fann);
        fann_destroy(network);
    }
    void learn(Data& data) override {
        for (size_t row = 0; row < rows; ++row) {
            rows_of_fann->input[row][0] = data.x[row];
            rows_of_fann->output[row][0] = data.y[row];
        }
        (void)fann_train_epoch(network, rows_of_fann);
    }
    float predict(float x) override { return fann_run(network, &x)[0]; }
};
#endif

#ifdef HAS_LIBTORCH
template <class Optimizer>
struct LibtorchLearner : Learner {
    torch::nn::Sequential network{torch::nn::Linear(1, static_cast<int64_t>(units)), torch::nn::Tanh(),
                                  torch::nn::Linear(static_cast<int64_t>(units), 1)};
    std::unique_ptr<Optimizer> optimizer;

    template <class Options>
    explicit LibtorchLearner(const Options& options) {
        const torch::NoGradGuard guard;
        float* const from = const_cast<float*>(start().parameters);
        const std::vector<torch::Tensor> tensors = network->parameters();
        const auto width = static_cast<int64_t>(units);
        tensors[0].copy_(torch::from_blob(from, {width, 1}));
        tensors[1].copy_(torch::from_blob(from + units, {width}));
        tensors[2].copy_(torch::from_blob(from + 2 * units, {1, width}));
        tensors[3].copy_(torch::from_blob(from + 3 * units, {1}));
        optimizer = std::make_unique<Optimizer>(network->parameters(), options);
    }
    void learn(Data& data) override {
        const auto count = static_cast<int64_t>(batch);
        for (size_t first = 0; first < rows; first += batch) {
            optimizer->zero_grad();
            const torch::Tensor answers = network->forward(torch::from_blob(data.x + first, {count, 1}));
            torch::mse_loss(answers, torch::from_blob(data.y + first, {count, 1})).backward();
            optimizer->step();
        }
    }
    float predict(float x) override {
        const torch::NoGradGuard guard;
        return network->forward(torch::full({1, 1}, x)).template item<float>();
    }
};
#endif

struct Contender {
    const char* name;
    std::unique_ptr<Learner> (*make)();
};

const Contender contenders[] = {
    {"mote: Adam", [] { return std::unique_ptr<Learner>(new MoteLearner<mote::Adam>(mote::Adam{0.003f})); }},
    {"descent", [] { return std::unique_ptr<Learner>(new MoteLearner<mote::Sgd>(mote::Sgd{0.1f})); }},
#ifdef HAS_LIBTORCH
    {"libtorch: Adam",
     [] {
         return std::unique_ptr<Learner>(new LibtorchLearner<torch::optim::Adam>(torch::optim::AdamOptions(0.003)));
     }},
    {"descent",
     [] { return std::unique_ptr<Learner>(new LibtorchLearner<torch::optim::SGD>(torch::optim::SGDOptions(0.1))); }},
#endif
#ifdef HAS_FANN
    {"FANN: Rprop", [] { return std::unique_ptr<Learner>(new FannLearner(FANN_TRAIN_RPROP, 0.0f)); }},
    {"descent", [] { return std::unique_ptr<Learner>(new FannLearner(FANN_TRAIN_INCREMENTAL, 0.02f)); }},
#endif
};

struct Poison {
    const char* name;
    bool is_target;
    float number;
};
const Poison poisons[] = {
    {"no bad row", false, 0.0f},     {"NaN as input", false, nanf("")}, {"+∞ as input", false, HUGE_VALF},
    {"10³⁰ as input", false, 1e30f}, {"NaN as target", true, nanf("")}, {"+∞ as target", true, HUGE_VALF},
    {"10³⁰ as target", true, 1e30f},
};

float final_loss(Learner& learner, const Poison* poison) {
    Data clean = clean_data(), poisoned = clean;
    if (poison != nullptr) {
        (poison->is_target ? poisoned.y : poisoned.x)[bad_row] = poison->number;
    }
    for (int epoch = 0; epoch < epochs_before + epochs_after; ++epoch) {
        learner.learn(epoch == epochs_before ? poisoned : clean);
    }
    float sum = 0.0f;
    for (size_t row = 0; row < rows; ++row) {
        const float error = learner.predict(clean.x[row]) - clean.y[row];
        sum += error * error;
    }
    return sum / static_cast<float>(rows);
}

std::string shown(float loss) {
    if (isnan(loss)) {
        return "**NaN**";
    }
    const float exponent = floorf(log10f(loss));
    char text[64];
    if (exponent < -4 || exponent > 2) {
        const char* const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
        const auto size = static_cast<unsigned>(fabsf(exponent));
        std::snprintf(text, sizeof text, "%.1f·10%s%s%s", static_cast<double>(loss / powf(10.0f, exponent)),
                      exponent < 0 ? "⁻" : "", size > 9 ? digits[size / 10] : "", digits[size % 10]);
    } else {
        std::snprintf(text, sizeof text, "%.2g", static_cast<double>(loss));
    }
    return text;
}

}  // namespace

int main() {
#ifdef HAS_LIBTORCH
    torch::set_num_threads(1);
#endif
    std::string heads = "| |", lines = "|---|";
    for (const Contender& contender : contenders) {
        heads += std::string(" ") + contender.name + " |";
        lines += "--:|";
    }
    printf("%s\n%s\n", heads.c_str(), lines.c_str());
    for (const Poison& poison : poisons) {
        printf("| %s |", poison.name);
        for (const Contender& contender : contenders) {
            const std::unique_ptr<Learner> learner = contender.make();
            printf(" %s |", shown(final_loss(*learner, &poison == poisons ? nullptr : &poison)).c_str());
        }
        printf("\n");
    }
}
