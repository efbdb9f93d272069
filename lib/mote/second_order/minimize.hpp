// SPDX-License-Identifier: MIT
// Learning beyond first order, from a whole data set at a time: a loop over the iterations of a method. The declaration and its
// promises are in mote.hpp.
//
// A method is a struct of settings with
//   Loss                     whose mean it minimizes
//   guard                    what happens to a bad row
//   repaired(repairs)        the settings with every number in its range, each repair counted
//   StateFor<Net>            what it remembers, zero at start; has `iteration`, which counts those that found better weights
//   Scratch<Net>             what it needs in a call; has `rows`, some rows through the network
//   count_floats<Net>()      how many floats both are at most, counted so that nothing wraps
//   iterate(net, work, settings, samples, least_gradient, is_first)    (static) one iteration: moved weights, or the same bits as
//                            before; after the first of a call, scratch is as the one before has left it
#pragma once

#include "../loss/regression.hpp"
#include "all_rows.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// How an iteration ended.
struct Iteration {
    Status status;
    float loss;     ///< at the weights as they now are
    bool improves;  ///< whether they are better than those before
};

template <class Given, class = void>
constexpr bool is_method = false;
template <class Given>
constexpr bool is_method<Given, Void<typename Given::Loss, typename Given::template StateFor<NoNetwork>>> = true;

/// In the place of what is no method.
struct NoMethod {
    using Loss = MeanSquaredError;
    Guard guard;
    template <class Net>
    struct StateFor {
        uint32_t iteration;
    };
    template <class Net>
    struct Scratch {
        mote::Scratch<Net, RecipeOfGradients<Loss>, 1> rows;
    };
    constexpr NoMethod repaired(Repairs&) const { return *this; }
    template <class Work>
    static Iteration iterate(NetOf<Work>&, Work&, const NoMethod&, const Samples<NetOf<Work>, Loss>&, float, bool) {
        return {};
    }
};

/// Whether a workspace can be made, or a sentence that says why not.
template <class Net, class Method>
constexpr bool check_second_order() {
    constexpr bool valid = check_parameters<Method>(), a = valid && is_network<Net>, b = a && is_method<Method>;
    static_assert(a || !valid,
                  "mote: a SecondOrderWorkspace is for a Network: SecondOrderWorkspace<Net, LevenbergMarquardt>");
    static_assert(
        b || !a,
        "mote: a SecondOrderWorkspace is for a method that takes a whole data set at a time: LevenbergMarquardt, or "
        "Lbfgs<8, Loss>. A Recipe has a Workspace, and fit()");
    if constexpr (b) {
        constexpr bool c = Method::template count_floats<Net>() <= largest_object / sizeof(float);
        static_assert(c, "mote: this SecondOrderWorkspace is larger than what this machine can address");
        return c;
    } else {
        return false;
    }
}

}  // namespace detail

/// Where a network learns by minimize(): every byte beyond the network. Zero at start, wherever it lies: a static one takes no
/// flash.
template <class NetOfWorkspace, class MethodOfWorkspace>
struct SecondOrderWorkspace {
    static constexpr bool is_right = detail::check_second_order<NetOfWorkspace, Unqualified<MethodOfWorkspace>>();
    using Net = typename Conditional<is_right, NetOfWorkspace, detail::NoNetwork>::Type;
    using Method = typename Conditional<is_right, Unqualified<MethodOfWorkspace>, StandIn<detail::NoMethod>>::Type;

    typename Method::template StateFor<Net> state;   ///< what learning remembers; zeroed, it is a fresh start
    typename Method::template Scratch<Net> scratch;  ///< holds nothing between calls
};

/// What a callback learns after each iteration.
struct MinimizeIteration {
    uint32_t number;  ///< iterations that this state has seen, this one included
    float loss;       ///< the method's, now
};

/// How long to minimize, and what to look at.
struct MinimizeOptions {
    uint32_t iterations = 100;  ///< at most, in this call
    bool fresh = false;         ///< start with a zeroed state instead of continuing
    /// It ends where no parameter's column of the Jacobian has a larger cosine with the errors: they are then at right angles to
    /// all that learning could change. For Lbfgs: where no derivative of the loss is larger than so many times its root.
    float least_gradient = 1e-6f;
    bool (*on_iteration)(const MinimizeIteration&, void* context) = nullptr;  ///< called after each; false stops
    void* context = nullptr;                                                  ///< handed to on_iteration
};

/// Why minimize() came back.
enum class MinimizeEnd : uint8_t {
    all_iterations,
    callback,
    converged,  ///< the gradient is as good as zero, or no step finds better weights: floats hold no more
    failed
};

struct MinimizeResult {
    Status status;  ///< unless ok, network and state keep their bits
    MinimizeEnd end;
    float loss;           ///< mean over all rows, now; 0 without an iteration
    uint32_t iterations;  ///< in this call
    Repairs repairs;      ///< what is wrong with the rows and the settings, each counted once
};

/// The settings of a call, which have to be of the method that the workspace was made for.
template <class Method>
struct GivenMethod {
    const Method& value;

    constexpr GivenMethod(const Method& given) : value(given) {}
    template <class Other>
    constexpr GivenMethod(const Other&) : value(another()) {
        static_assert(is_same<Other, Method>,
                      "mote: minimize takes the settings of the method that the workspace was made for, which has the "
                      "loss; there is no Recipe");
    }

  private:
    static const Method& another();
};

/// Samples of a method's loss.
template <class Work>
using SamplesOfMethod = Samples<NetOf<Work>, typename Work::Method::Loss>;

template <class Work>
[[nodiscard]] MinimizeResult minimize(NetOf<Work>& net, Work& work, GivenMethod<typename Work::Method> method,
                                      SamplesOfMethod<Work> samples, const MinimizeOptions& options) {
    using Net = NetOf<Work>;
    using Method = typename Work::Method;
    constexpr bool repeats = !detail::has_layer_that_differs<Net>();
    static_assert(
        repeats,
        "mote: minimize tries steps on the same network again and again, and Dropout makes another one of it each "
        "time: leave it out");
    MinimizeResult result{detail::status_of_count(samples.count), MinimizeEnd::all_iterations, 0.0f, 0, {}};
    if (result.status == Status::ok && detail::is_untouched(net)) {
        result.status = Status::not_initialized;
    }
    if (result.status == Status::ok) {
        result.status = detail::inspect_rows(net, work.scratch.rows, method.value.guard, samples, result.repairs);
    }
    if (result.status != Status::ok) {
        result.end = MinimizeEnd::failed;
        return result;
    }
    const Method settings = method.value.repaired(result.repairs);
    const float least_gradient = setting(options.least_gradient, 0.0f, 1.0f, 0.0f, result.repairs);
    if (options.fresh) {
        work.state = {};
    }
    detail::clamp_all_weights(net);
    while (result.iterations < options.iterations) {
        detail::Iteration iteration{};
        if constexpr (repeats) {
            iteration = Method::iterate(net, work, settings, samples, least_gradient, result.iterations == 0);
        }
        result.status = iteration.status;
        if (result.status != Status::ok) {
            result.end = MinimizeEnd::failed;
            break;
        }
        result.loss = iteration.loss;
        if (!iteration.improves) {
            result.end = MinimizeEnd::converged;
            break;
        }
        ++result.iterations;
        if (options.on_iteration != nullptr &&
            !options.on_iteration({work.state.iteration, result.loss}, options.context)) {
            result.end = MinimizeEnd::callback;
            break;
        }
    }
    return result;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
