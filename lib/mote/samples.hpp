// SPDX-License-Identifier: MIT
// Samples: a view of rows of inputs and targets in the caller's memory (flash included); nothing is copied or kept.
#pragma once

#include "base/contiguous.hpp"
#include "loss/loss.hpp"
#include "network.hpp"
#include "status.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// How many targets a row has.
template <class Net, class Loss>
constexpr size_t targets_of_row = detail::LossTraits<Loss>::target_count(Net::outputs);

namespace detail {

/// In the place of a count: x and y have different numbers of rows, or a part of one.
constexpr size_t rows_differ = ~size_t{0};

/// Whether there are rows.
constexpr Status status_of_count(size_t count) {
    return count == 0 ? Status::empty_batch : count == rows_differ ? Status::rows_differ : Status::ok;
}

template <class Number, class = void>
constexpr bool is_integer = false;
template <class Number>
constexpr bool is_integer<Number, Void<decltype(Number(1) / 2)>> = Number(1) / 2 == 0;

/// A count of rows, from any type of integers; none, if it is negative.
struct RowCount {
    size_t rows;

    template <class Number, class = typename EnableIf<is_integer<Number>>::Type>
    constexpr RowCount(Number count) : rows(count > Number(0) ? within_size(count) : 0) {}

  private:
    template <class Number>
    static constexpr size_t within_size(Number count) {
        if constexpr (sizeof(Number) > sizeof(size_t)) {
            return static_cast<size_t>(smaller(static_cast<uint64_t>(count), uint64_t{rows_differ - 1}));
        } else {
            return smaller(static_cast<size_t>(count), rows_differ - 1);
        }
    }
};

/// Integers of the caller's, whatever their types are called.
typedef uint16_t AnyInteger16 __attribute__((may_alias));
typedef uint32_t AnyInteger32 __attribute__((may_alias));
typedef uint64_t AnyInteger64 __attribute__((may_alias));

/// The largest class number that a type of integers has; above it, read without a sign, are its negative ones.
template <class Number, bool IsEnum = __is_enum(Number)>
constexpr uint16_t largest_class_of = largest_class_of<__underlying_type(Number), false>;
template <class Number>
constexpr uint16_t largest_class_of<Number, false> = static_cast<uint16_t>(
    (sizeof(Number) == 1 ? 255u : 65535u) >> (sizeof(Number) <= 2 && static_cast<Number>(-1) < Number(1) ? 1 : 0));

/// Class numbers in the caller's memory, of any type of integers.
struct ClassNumbers {
    const void* first = nullptr;
    uint8_t bytes = 0;     ///< of one of them
    uint16_t largest = 0;  ///< that is no negative one

    /// Number `index`; one that is negative or above 65,535 is 65,536, which no network knows.
    uint32_t operator[](size_t index) const {
        const auto* const at = static_cast<const uint8_t*>(first) + index * bytes;
        uint64_t found = 0;
        switch (bytes) {
            case 1:
                found = *at;
                break;
            case 2:
                found = *reinterpret_cast<const AnyInteger16*>(at);
                break;
            case 4:
                found = *reinterpret_cast<const AnyInteger32*>(at);
                break;
            default:
                found = *reinterpret_cast<const AnyInteger64*>(at);
        }
        return found <= largest ? static_cast<uint32_t>(found) : 65536u;
    }
    ClassNumbers operator+(size_t count) const {
        return {static_cast<const uint8_t*>(first) + count * bytes, bytes, largest};
    }
};

/// What is asked of a type that a caller hands over as rows.
template <class Given>
constexpr bool is_source = Contiguous<typename WithoutReference<Given>::Type>::is;
/// Whether it ends before the rows are read: it owns them, and has no name.
template <class Given>
constexpr bool is_lost = !is_reference<Given> && Contiguous<typename WithoutReference<Given>::Type>::owns;

template <class... Given>
constexpr bool are_sources = (is_source<Given> && ...);

/// The weights of rows, for a loss that takes them; without any, each is 1.
template <bool HasWeights>
struct WeightsOfRows {};
template <>
struct WeightsOfRows<true> {
    const float* weights = nullptr;
    size_t weight_stride = 1;  ///< from a weight to the next, in numbers

    constexpr float weight_of(size_t row) const { return weights == nullptr ? 1.0f : weights[row * weight_stride]; }
};

/// What a caller handed over, as rows of `Length` numbers each.
template <class Given, size_t Length>
struct CheckedRows : NumbersOf<Given> {
    using Found = typename NumbersOf<Given>::Number;
    static constexpr size_t rows_of_type = NumbersOf<Given>::count_of_type / Length;
    static constexpr bool is_whole = NumbersOf<Given>::count_of_type % Length == 0;
    static constexpr bool fits = !NumbersOf<Given>::has_rows || NumbersOf<Given>::row_length == Length;
};

}  // namespace detail

/// Rows to learn from or to judge by: x[count][inputs], y[count][outputs] as floats or, for CrossEntropy, y[count] as class
/// numbers of any type of integers. {x, y} are arrays or containers that know their sizes, which are checked at compile time
/// where they are constants; {x, y, count} the first rows of arrays, containers or pointers. Either may be Strided. For a
/// SampleWeighted loss also {x, y, weights} and {x, y, weights, count}.
template <class Net, class Loss>
struct Samples : detail::WeightsOfRows<detail::weighs_rows<Loss>> {
    using Target = TargetOf<Loss>;
    static constexpr bool has_classes = is_same<Target, ClassNumber>, has_weights = detail::weighs_rows<Loss>;
    using Targets = typename Conditional<has_classes, detail::ClassNumbers, const float*>::Type;
    static constexpr size_t targets = targets_of_row<Net, Loss>;

    const float* x = nullptr;
    Targets y{};
    size_t count = 0;
    size_t x_stride = Net::inputs;  ///< from a row of x to the next, in numbers
    size_t y_stride = targets;      ///< the same of y

    constexpr Samples() = default;

    template <class X, class Y, class = typename EnableIf<detail::is_source<X> && detail::is_source<Y>>::Type>
    constexpr Samples(X&& inputs, Y&& target_values) {
        if constexpr (check<X, Y, true>()) {
            hold(inputs, target_values);
            count = count_of_rows(inputs, target_values);
        }
    }
    template <class X, class Y, class = typename EnableIf<detail::is_source<X> && detail::is_source<Y>>::Type>
    constexpr Samples(X&& inputs, Y&& target_values, detail::RowCount asked) : count(asked.rows) {
        if constexpr (check<X, Y, false>()) {
            hold(inputs, target_values);
            if (!has_rows(inputs, Net::inputs) || !has_rows(target_values, targets)) {
                count = detail::rows_differ;
            }
        }
    }
    template <class X, class Y, class W, class = typename EnableIf<detail::are_sources<X, Y, W>>::Type>
    constexpr Samples(X&& inputs, Y&& target_values, W&& row_weights)
        : Samples(static_cast<X&&>(inputs), static_cast<Y&&>(target_values)) {
        hold_weights(static_cast<W&&>(row_weights));
    }
    template <class X, class Y, class W, class = typename EnableIf<detail::are_sources<X, Y, W>>::Type>
    constexpr Samples(X&& inputs, Y&& target_values, W&& row_weights, detail::RowCount asked)
        : Samples(static_cast<X&&>(inputs), static_cast<Y&&>(target_values), asked) {
        hold_weights(static_cast<W&&>(row_weights));
    }
    // Lists in braces.
    template <size_t Rows, size_t Inputs, size_t Values>
    constexpr Samples(const float (&&)[Rows][Inputs], const Target (&&)[Values]) {
        check_lifetime<Rows != 0>();
    }
    template <class X, size_t Values>
    constexpr Samples(X&&, const Target (&&)[Values]) {
        check_lifetime<Values != 0>();
    }
    template <size_t Rows, size_t Inputs, class Y>
    constexpr Samples(const float (&&)[Rows][Inputs], Y&&) {
        check_lifetime<Rows != 0>();
    }
    template <size_t Rows, size_t Inputs, size_t Values>
    constexpr Samples(const float (&&)[Rows][Inputs], const Target (&&)[Values], detail::RowCount) {
        check_lifetime<Rows != 0>();
    }
    template <class X, size_t Values>
    constexpr Samples(X&&, const Target (&&)[Values], detail::RowCount) {
        check_lifetime<Values != 0>();
    }
    template <size_t Rows, size_t Inputs, class Y>
    constexpr Samples(const float (&&)[Rows][Inputs], Y&&, detail::RowCount) {
        check_lifetime<Rows != 0>();
    }

    constexpr const float* x_of(size_t row) const { return x + row * x_stride; }
    /// The targets of a row, or its class number.
    constexpr auto y_of(size_t row) const {
        if constexpr (has_classes) {
            return y[row * y_stride];
        } else {
            return y + row * y_stride;
        }
    }

  protected:
    /// Takes a weight for each of the rows that are there.
    template <class GivenWeights>
    constexpr void hold_weights(GivenWeights&& row_weights) {
        using W = typename WithoutReference<GivenWeights>::Type;
        using OfW = detail::CheckedRows<W, 1>;
        constexpr bool a = detail::weighs_rows<Loss>, b = a && !detail::is_lost<GivenWeights>,
                       c = b && is_same<typename OfW::Found, float>;
        static_assert(
            a, "mote: samples: weights of rows are for a loss that takes them: SampleWeighted{MeanSquaredError{}}");
        static_assert(c || !b, "mote: samples: weights have to be floats");
        check_lifetime<a && !b>();
        if constexpr (c) {
            this->weights = detail::NumbersOf<W>::first(row_weights);
            this->weight_stride = detail::stride_of(row_weights, size_t{1});
            if (count != detail::rows_differ && !has_rows(row_weights, 1)) {
                count = detail::rows_differ;
            }
        }
    }

  private:
    template <bool IsLost>
    static constexpr void check_lifetime() {
        static_assert(!IsLost, "mote: samples: x or y is a temporary that ends before it is read: give it a name");
    }
    /// Whether rows can be taken from x and y, or a sentence that says why not.
    template <class X, class Y, bool Counts>
    static constexpr bool check() {
        using OfX = detail::CheckedRows<typename WithoutReference<X>::Type, Net::inputs>;
        using OfY = detail::CheckedRows<typename WithoutReference<Y>::Type, targets>;
        using InX = typename OfX::Found;
        using InY = typename OfY::Found;
        check_lifetime<detail::is_lost<X> || detail::is_lost<Y>>();
        constexpr bool a = !detail::is_lost<X> && !detail::is_lost<Y>,
                       b = a && !is_same<InX, double> && !is_same<InY, double>, c = b && is_same<InX, float>,
                       d = c && (has_classes ? detail::is_integer<InY> : is_same<InY, float>), e = d && OfX::fits,
                       f = e && OfY::fits, g = f && (!Counts || (OfX::Source::knows_size && OfY::Source::knows_size)),
                       are_constants = Counts && OfX::count_of_type != 0 && OfY::count_of_type != 0,
                       h = g && (!are_constants || OfX::is_whole), i = h && (!are_constants || OfY::is_whole),
                       j = i && (!are_constants || OfX::rows_of_type == OfY::rows_of_type);
        static_assert(b || !a, "mote: samples: mote computes with float, and x or y is double");
        static_assert(c || !b, "mote: samples: x has to be of floats");
        static_assert(d || !c || has_classes, "mote: samples: y has to be of floats");
        static_assert(d || !c || !has_classes,
                      "mote: samples: CrossEntropy takes class numbers: y has to be of integers");
        static_assert(e || !d, "mote: samples: a row of x has another length than the network's input");
        static_assert(f || !e, "mote: samples: a row of y has another length than the network's output");
        static_assert(g || !f, "mote: samples: a pointer does not know how many rows there are: {x, y, count}");
        static_assert(h || !g, "mote: samples: x has no whole number of rows");
        static_assert(i || !h, "mote: samples: y has no whole number of rows");
        static_assert(j || !i, "mote: samples: x and y have different numbers of rows");
        return j;
    }
    template <class X, class Y>
    constexpr void hold(X& inputs, Y& target_values) {
        x = detail::NumbersOf<X>::first(inputs);
        x_stride = detail::stride_of(inputs, Net::inputs);
        y_stride = detail::stride_of(target_values, targets);
        if constexpr (has_classes) {
            using Number = typename detail::NumbersOf<Y>::Number;
            y = {detail::NumbersOf<Y>::first(target_values), sizeof(Number), detail::largest_class_of<Number>};
        } else {
            y = detail::NumbersOf<Y>::first(target_values);
        }
    }
    /// Whether a container has as many rows as were asked for; a row of an array stands for those after it, too.
    template <class Given>
    constexpr bool has_rows(const Given& given, size_t length) const {
        if constexpr (detail::Contiguous<const Given>::is_container) {
            return count <= detail::NumbersOf<const Given>::count(given) / length;
        } else {
            return true;
        }
    }
    template <class X, class Y>
    static constexpr size_t count_of_rows(const X& inputs, const Y& target_values) {
        using OfX = detail::CheckedRows<X, Net::inputs>;
        using OfY = detail::CheckedRows<Y, targets>;
        if constexpr (OfX::count_of_type != 0 && OfY::count_of_type != 0) {
            return OfX::rows_of_type;
        } else {
            const size_t of_x = OfX::count(inputs), of_y = OfY::count(target_values), rows = of_x / Net::inputs;
            return rows * Net::inputs == of_x && rows * targets == of_y ? rows : detail::rows_differ;
        }
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
