// SPDX-License-Identifier: MIT
// Twelve plants measure the same curve, each in a part of the range, with a sensor of its own. Made data, the same on every machine.
// Eight are honest. One sends numbers that are none, one's images are damaged on the way, one has another network, and one lies.
#pragma once

#include "average.hpp"

namespace fleet {

using Net = mote::Network<mote::Input<1>, mote::FourierFeatures<2>, mote::Dense<8, mote::Tanh>, mote::Dense<1>>;
using OtherNet = mote::Network<mote::Input<1>, mote::FourierFeatures<2>, mote::Dense<8, mote::Sigmoid>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.02f}};
using Work = mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, 16>;

constexpr size_t plants = 12;
constexpr uint32_t rounds = 100;
constexpr uint64_t first_seed = 1;
constexpr uint16_t most_rows = 64;  ///< of a plant

constexpr Averaging plain = {0, 0.0f, most_rows}, trimmed = {1, 0.0f, most_rows}, tolerant = {1, 10.0f, most_rows};

enum class Kind : uint8_t { honest, not_finite, damaged, other_network, liar };
constexpr Kind kinds[plants] = {Kind::honest, Kind::honest,  Kind::not_finite, Kind::honest,
                                Kind::honest, Kind::damaged, Kind::honest,     Kind::other_network,
                                Kind::honest, Kind::honest,  Kind::liar,       Kind::honest};
constexpr const char* name_of(Kind kind) {
    constexpr const char* names[] = {"honest", "sends NaN", "damaged on the way", "other network", "lies"};
    return names[static_cast<size_t>(kind)];
}

/// What all of them measure, for x from -0.5 to 0.5. (The Fourier features have a period of 2, the curve has none.)
inline float truth(float half) {
    const float x = 2.0f * half;
    const float square = x * x;
    const float wave = 0.5f * x * (4.0f * square - 3.0f);
    return wave + 0.3f * square;
}

/// What a plant has measured.
struct Rows {
    float x[most_rows], y[most_rows];
    uint32_t count;
};

/// A quarter of the range, noise of up to 0.05, and a reference that is off by up to 0.05.
inline void measure(Rows& rows, size_t plant) {
    mote::Pcg32 random(100 + plant);
    rows.count = 24 + static_cast<uint32_t>(plant * 7 % 5 * 10);
    const float bias = random.uniform(0.05f);
    const float middle = -0.375f + static_cast<float>(plant) * (0.75f / (plants - 1));
    for (uint32_t i = 0; i < rows.count; ++i) {
        rows.x[i] = middle + random.uniform(0.125f);
        rows.y[i] = truth(rows.x[i]) + bias + random.uniform(0.05f);
    }
}

/// Mean error over the whole range.
inline float error_of(const Net& net) {
    float sum = 0.0f;
    constexpr int points = 201;
    for (int i = 0; i < points; ++i) {
        const float x = static_cast<float>(i - 100) * 0.005f;
        const float error = mote::predict(net, {x})[0] - truth(x);
        sum += error < 0.0f ? -error : error;
    }
    return sum / points;
}

/// One epoch over these rows. The rate falls from round to round.
inline void learn(Net& net, Work& work, const mote::SamplesOf<Work>& rows, uint32_t round) {
    mote::FitOptions options;
    options.fresh = true;
    options.shuffle = true;
    options.shuffle_seed = round;
    options.learning_rate = 0.02f - 0.018f * (static_cast<float>(round) / rounds);
    (void)mote::fit(net, work, recipe, {rows}, options);
}

/// What a plant hands in: its image and how many rows it was learned from.
struct Contribution {
    mote::Image<Net> image;
    uint32_t rows;
};

/// All that one plant does in a round. Whoever works for several plants may use the same object for all of them.
class Plant {
  public:
    void work(Contribution& contribution, const Net& of_all, size_t plant, uint32_t round) {
        measure(rows_, plant);
        net_ = of_all;
        learn(net_, work_, {rows_.x, rows_.y, rows_.count}, round);
        contribution.rows = rows_.count;
        switch (kinds[plant]) {
            case Kind::not_finite:
                net_.parameters[round % Net::parameter_count] = __builtin_nanf("");
                break;
            case Kind::liar:
                for (float& parameter : net_.parameters) {
                    parameter = -20.0f * parameter;
                }
                contribution.rows = 0xffffffffu;
                break;
            default:
                break;
        }
        (void)mote::save(net_, contribution.image);
        if (kinds[plant] == Kind::other_network) {
            (void)mote::save(other_net_, contribution.image);
        }
        if (kinds[plant] == Kind::damaged) {
            contribution.image.bytes[round % sizeof contribution.image.bytes] ^= 1;
        }
    }

  private:
    Rows rows_;
    Net net_;
    OtherNet other_net_;
    Work work_;
};

/// A round of those plants for which `is_here(plant)`, all of them on this machine.
template <class IsHere>
void gather(Round<Net, plants>& round, Plant& worker, Contribution& contribution, const Net& of_all, uint32_t number,
            IsHere is_here) {
    round = {};
    for (size_t plant = 0; plant < plants; ++plant) {
        if (is_here(plant)) {
            worker.work(contribution, of_all, plant, number);
            round.put(plant, contribution.rows, contribution.image.bytes, sizeof contribution.image.bytes);
        }
    }
}

}  // namespace fleet
