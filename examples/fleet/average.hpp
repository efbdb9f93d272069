// SPDX-License-Identifier: MIT
// Federated averaging: the images of many devices become one network. No heap, nothing but mote: it runs on a gateway as on a server.
//
//   static fleet::Round<Net, 12> round;
//   round = {};                                          // for each round
//   round.put(device, rows, bytes, size);                // for each image, as it arrives
//   fleet::average(net, round, {1, 1000});               // and then once
//
// Each image stands at the place of its device, and sums go in the order of these places. So the network has the same bits whatever
// the order in which images came, over whatever wires.
//
// An image is somebody else's bytes. It is checked by mote::load: damaged ones, those of another network and those with a number that
// is not finite are refused. An image may also be whole and far off. So of each parameter's values the `trim` lowest and the `trim`
// highest are left out, and of the rest the mean is taken, weighted by rows (Yin et al. 2018, "Byzantine-Robust Distributed Learning",
// and McMahan et al. 2017, "Communication-Efficient Learning of Deep Networks from Decentralized Data"). As long as no more than `trim`
// devices are hostile, each parameter stays within those of the honest ones. Rows are a claim, too: above `most_rows` they count as
// that many.
#pragma once

#include <mote/mote.hpp>

namespace fleet {

/// What became of a device's image.
enum class Verdict : uint8_t {
    missing,  ///< none arrived
    no_rows,  ///< it was learned from nothing
    refused,  ///< damaged, of another network, or not finite; `statuses` says which
    counted,
    outlier  ///< counted, but more than three quarters of its parameters were left out
};

template <class Net, size_t Devices>
struct Round {
    static_assert(Devices > 0 && Devices <= 256, "fleet: 1 to 256 devices");
    mote::Image<Net> images[Devices];
    uint32_t rows[Devices];
    bool has_arrived[Devices];
    Verdict verdicts[Devices];       ///< written by average()
    mote::Status statuses[Devices];  ///< of load()
    uint16_t left_out[Devices];      ///< parameters
    Net candidate;                   ///< the image that is checked

    /// Keeps an image and the number of rows that it was learned from. False, and nothing kept, if there is no such device or its
    /// image is here already. What is too long is cut and what is missing is 0: average() refuses it.
    bool put(size_t device, uint32_t rows_of_image, const uint8_t* bytes, size_t size) {
        if (device >= Devices || has_arrived[device]) {
            return false;
        }
        for (size_t i = 0; i < mote::image_size<Net>; ++i) {
            images[device].bytes[i] = i < size ? bytes[i] : uint8_t{0};
        }
        rows[device] = rows_of_image;
        has_arrived[device] = true;
        return true;
    }
    float parameter(size_t device, size_t index) const {
        return __builtin_bit_cast(float, mote::get_word(images[device].bytes + mote::image_header_size + 4 * index));
    }
};

struct Averaging {
    size_t trim;  ///< of the lowest and of the highest of a parameter's values: how many hostile devices there may be
    float tolerance;  ///< they are left out if they are so many times as far from the median as half of all; 0: always
    uint16_t most_rows;  ///< that count for one device, at least 1
};

struct Summary {
    bool is_new;  ///< false: not more than 2 * trim images were left, and the network keeps its bits
    size_t counted, refused, missing,
        outliers;  ///< devices; outliers are among those counted, those without rows among the missing
};

namespace detail {

template <class Net, size_t Devices>
Verdict check(Round<Net, Devices>& round, size_t device) {
    if (!round.has_arrived[device]) {
        return Verdict::missing;
    }
    round.statuses[device] = mote::load(round.candidate, round.images[device]);
    return round.statuses[device] != mote::Status::ok ? Verdict::refused
           : round.rows[device] == 0                  ? Verdict::no_rows
                                                      : Verdict::counted;
}

/// How many of the values are below number `index`. Of equal ones the first is the lowest.
inline size_t rank_of(const float* values, size_t count, size_t index) {
    size_t below = 0;
    for (size_t other = 0; other < count; ++other) {
        const bool is_equal = !(values[other] < values[index]) && !(values[index] < values[other]);
        below += values[other] < values[index] || (is_equal && other < index) ? 1 : 0;
    }
    return below;
}
/// The lower of the two in the middle, if there are two.
inline float median(const float* values, size_t count) {
    size_t middle = 0;
    while (rank_of(values, count, middle) != (count - 1) / 2) {
        ++middle;
    }
    return values[middle];
}
inline float distance(float a, float b) { return a < b ? b - a : a - b; }

/// One parameter in all images that count.
template <size_t Devices>
struct Votes {
    float values[Devices];
    uint32_t weights[Devices];  ///< rows, or 0: left out
    size_t count;

    /// Leaves out what is at an end, and far.
    void trim(const Averaging& averaging) {
        const float center = median(values, count);
        float distances[Devices];
        for (size_t i = 0; i < count; ++i) {
            distances[i] = distance(values[i], center);
        }
        const float limit = MOTE_PRODUCT(averaging.tolerance * median(distances, count));
        for (size_t i = 0; i < count; ++i) {
            const size_t below = rank_of(values, count, i);
            const bool is_at_an_end = below < averaging.trim || count - 1 - below < averaging.trim;
            weights[i] = is_at_an_end && distances[i] >= limit ? 0 : weights[i];
        }
    }
    float mean() const {
        uint32_t weight = 0;
        for (size_t i = 0; i < count; ++i) {
            weight += weights[i];
        }
        float mean = 0.0f;
        for (size_t i = 0; i < count; ++i) {
            const float share = mote::quotient(static_cast<float>(weights[i]), static_cast<float>(weight));
            mean = mote::mul_add(share, values[i], mean);
        }
        return mean;
    }
};

}  // namespace detail

/// Makes the mean of a round's images the new network. Stack: 15 bytes a device, and what load() takes.
template <class Net, size_t Devices>
Summary average(Net& net, Round<Net, Devices>& round, const Averaging& averaging) {
    Summary summary = {};
    uint8_t devices[Devices];  // those that count, in ascending order
    for (size_t device = 0; device < Devices; ++device) {
        round.left_out[device] = 0;
        round.verdicts[device] = detail::check(round, device);
        if (round.verdicts[device] == Verdict::counted) {
            devices[summary.counted++] = static_cast<uint8_t>(device);
        } else {
            ++(round.verdicts[device] == Verdict::refused ? summary.refused : summary.missing);
        }
    }
    if (summary.counted <= 2 * averaging.trim) {
        return summary;
    }
    detail::Votes<Devices> votes;
    votes.count = summary.counted;
    for (size_t index = 0; index < Net::parameter_count; ++index) {
        for (size_t i = 0; i < votes.count; ++i) {
            votes.values[i] = round.parameter(devices[i], index);
            const uint32_t rows = round.rows[devices[i]];
            votes.weights[i] = rows < averaging.most_rows ? rows : averaging.most_rows;
        }
        votes.trim(averaging);
        net.parameters[index] = mote::sanitized(votes.mean(), mote::parameter_limit<Net>(index));
        for (size_t i = 0; i < votes.count; ++i) {
            round.left_out[devices[i]] =
                static_cast<uint16_t>(round.left_out[devices[i]] + (votes.weights[i] == 0 ? 1 : 0));
        }
    }
    for (size_t i = 0; i < votes.count; ++i) {
        if (4 * round.left_out[devices[i]] > 3 * Net::parameter_count) {
            round.verdicts[devices[i]] = Verdict::outlier;
            ++summary.outliers;
        }
    }
    summary.is_new = true;
    return summary;
}

}  // namespace fleet
