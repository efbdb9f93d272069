// SPDX-License-Identifier: MIT
// mote trains small neural networks in a fixed buffer. This header is the contract; the rest is how it is kept.
//
//   Network    what is learned: an array of parameters, may be constexpr and lie in flash     network.hpp
//   Recipe     how it learns: loss, optimizer, schedule, guard; constants                     recipe.hpp
//   Workspace  where it learns: state (zero at start) and scratch                             workspace.hpp
//
// No heap, no exceptions, no RTTI, no runtime dependency; sizeof is the whole truth. The same program gives the same
// bits on every machine (base/order.hpp), and whatever bits come in, every number stays finite (guard/).
// Stacks are the most that GCC 12 takes for Cortex-M0, Cortex-M4F (-Os and -O2) and RV32IMAC, over hundreds of random networks
// (tests/footprint/stacks), without what a callback takes; ports with lanes need up to 3 KB more.
// A function without a figure takes 300 bytes at most, beside what it returns.
#pragma once

#include "activation/exponential.hpp"
#include "activation/hard.hpp"
#include "activation/linear.hpp"
#include "activation/periodic.hpp"
#include "activation/rectified.hpp"
#include "activation/sigmoidal.hpp"
#include "activation/smooth.hpp"
#include "fit.hpp"
#include "image.hpp"
#include "initialization/uniform.hpp"
#include "loss/classification.hpp"
#include "loss/regression.hpp"
#include "loss/weighted.hpp"
#include "optimizer/adam.hpp"
#include "optimizer/adam_relatives.hpp"
#include "optimizer/descent.hpp"
#include "optimizer/half.hpp"
#include "optimizer/modifier.hpp"
#include "optimizer/scaled.hpp"
#include "optimizer/sign.hpp"
#include "predict.hpp"
#include "publish.hpp"
#include "schedule/annealing.hpp"
#include "schedule/decay.hpp"
#include "second_order/lbfgs.hpp"
#include "second_order/levenberg_marquardt.hpp"
#include "slice.hpp"
#include "train.hpp"

// What stands around training; each file says how it is used.
#include "data/bad_number.hpp"
#include "data/classification_metrics.hpp"
#include "data/probability.hpp"
#include "data/regression_metrics.hpp"
#include "data/scaling_fit.hpp"
#include "data/split.hpp"
#include "health.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Draws all weights and biases from `seed` by PyTorch's default for nn.Linear, or by Xavier{}, He{}, Siren{} or any
/// struct with their bounds(). Fixed scales that were never set become 1; those that you have set stay. Same seed, same
/// bits, on every machine.
/// The state of a workspace stays as it is. For a new start zero it, or fit with `fresh`; the same after load().
/// Stack: 300 bytes.
template <class Net>
void init(Net& net, uint64_t seed);
template <class Net, class Initialization>
void init(Net& net, uint64_t seed, const Initialization& initialization);

/// One step on up to a workspace's batch of rows: forward, loss, backward, update.
///
/// `samples` are {x, y, count} with x[count][inputs] and y[count][outputs] (for CrossEntropy y[count], class numbers), or {x, y}
/// that know their sizes: arrays, containers, spans (samples.hpp). A smaller count is a smaller batch: all means are over it.
/// A row with a bad number (NaN, infinite, beyond the guard's limit) is left out, unless the recipe's guard says that it is to
/// be repaired, or the batch rejected; all bad numbers are counted. Each number of a row is read once.
/// Unless the status is ok or damaged, network and state keep their bits. For another rate in one call, copy the recipe.
/// Weights you set yourself, Frozen ones too, are clamped at the first step of a zeroed state. Whatever a flipped bit of RAM makes
/// of network, state or scratch later, 48 steps on all of it is finite and within twice the ceilings again.
/// Status: ok, empty_batch, batch_too_large, rows_differ, class_out_of_range, rejected, all_skipped, busy, damaged (healed, and
/// nothing learned); with MOTE_DEBUG defined, not_initialized at the first step of a state.
/// Stack: 800 bytes, whatever the sizes of network and batch.
template <class Work>
[[nodiscard]] Result train(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, BatchOf<Work> samples);

/// The loss over any number of rows, without learning: the mean that train() would report. Batches that the guard skips
/// or rejects are left out. Uses the scratch; network and state keep their bits. Status: ok, empty_batch,
/// rows_differ, class_out_of_range, busy, damaged; rejected or all_skipped if every batch was left out. Stack: 800 bytes.
template <class Work>
[[nodiscard]] Result evaluate(const NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe,
                              SamplesOf<Work> samples);

/// Up to `options.epochs` epochs over `data`: the rows to learn from, {x, y, count}, and optionally rows to judge by,
/// {training, evaluation}. The data stay where they are. Each epoch visits every row once, in steps of `options.batch`
/// rows (the last may be smaller), in their order or in a shuffled one that needs no memory (up to 2^32 - 1 rows; else
/// too_many_rows).
/// Moments, step, epoch and early stopping's memory lie in the workspace's state: two calls of 10 epochs give the same
/// bits as one of 20. A batch that the guard rejects or skips is left out; any other failure ends the call, with the
/// status of train() or evaluate(), or with not_initialized where nobody has called init() or load(). What shows before the
/// first step changes nothing, with `fresh` either: busy, empty_batch, rows_differ (of either rows), too_many_rows,
/// not_initialized; with other statuses, what was learned before stays. If the schedule has run out before the call, so
/// that each of its steps has a rate of 0, its end is schedule_over. Stack: 1,400 bytes.
template <class Work>
[[nodiscard]] FitResult fit(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, DataSetOf<Work> data,
                            const FitOptions& options);
/// The same, and when it comes back, the network has the weights of the best epoch: that with the lowest loss of the
/// evaluation rows or, without them, of the epoch. The next call goes on from the last weights, which `best` holds until then
/// (best_weights.hpp), so two calls of 10 epochs still give the same bits as one of 20. If no epoch of these calls was better
/// than what the state remembers, or train() came in between, the network stays as it is.
template <class Work>
[[nodiscard]] FitResult fit(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, DataSetOf<Work> data,
                            const FitOptions& options, BestWeights<NetOf<Work>>& best);

/// Beyond first order: up to `options.iterations` iterations of a method, each over all rows.
/// LevenbergMarquardt is for the mean squared error, where a network is small and its data are few and clean (a calibration): it
/// takes some hundred iterations to what Adam does not reach in ten thousand epochs. Lbfgs<8, Loss> is for any loss of a recipe and
/// for networks whose square has no room. Both need a SecondOrderWorkspace<Net, Method>, which shows what that costs:
/// LevenbergMarquardt 2 bytes for the square of the number of trained parameters, Lbfgs<8> 76 bytes for each of them, where Adam's
/// state has 8.
/// No iteration makes the loss worse, a singular system (units that are dead, inputs that are constant) is survived, and
/// everything stays finite. Rows pass the guard of the method as in fit(), but `reject` refuses all rows, and each repair counts
/// once a call. What is remembered lies in the state: two calls of 10 iterations give the same bits as one of 20.
/// Status: ok, empty_batch, rows_differ, class_out_of_range, rejected, all_skipped, not_initialized; unless it is ok, network and
/// state keep their bits (if nobody writes the rows meanwhile). Stack: 1,000 bytes.
template <class Work>
[[nodiscard]] MinimizeResult minimize(NetOf<Work>& net, Work& work, GivenMethod<typename Work::Method> method,
                                      SamplesOfMethod<Work> samples, const MinimizeOptions& options);

/// Starts the step that train() would take; advance() then does it in slices. The rows are inspected and copied here, in
/// one piece, and the caller's memory is free again. Needs a SlicedWorkspace. To abandon a step, cancel() it.
/// Status: ok, busy (the last step is not finished), and those of train(). Stack: 800 bytes.
template <class Work>
[[nodiscard]] Result begin(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, BatchOf<Work> samples);

/// Continues the step: at most so many multiply-adds, or other work that takes as long (layer/layer.hpp), but at least one
/// part. No part is larger than WorkOf<Net, Batch>::largest_part(). Whatever the slices, the bits are those of train().
/// Between slices, predict from another network (publish.hpp).
/// Status: busy until the step is finished, then ok with its loss and repairs; not_begun; damaged, which ends it. Stack: 800 bytes.
template <class Work>
[[nodiscard]] Result advance(NetOf<Work>& net, Work& work, size_t multiply_adds);

/// Abandons a step in slices, if one has begun. The network keeps what has moved, and is below its ceilings again; the step does not
/// count. (Whoever sets `work.progress = {}` instead gets the ceilings at the next begin(), train() or fit().) Stack: 200 bytes.
template <class Work>
void cancel(NetOf<Work>& net, Work& work);

/// What predict() repairs in rows of inputs (1 unless given), each bad number counted once: whether to trust its answer.
/// x [rows][inputs].
/// Stack: 300 bytes.
template <class Net>
[[nodiscard]] Repairs bad_inputs(const Net& net, const float* x, size_t rows);

/// The outputs for one row, in the user's units: `predict(net, {0.25f})[0]`. Inputs that are NaN count as 0, others are
/// clamped to the ceiling (after an InputScaling, in the network's units); the outputs are finite. Bit for bit what training
/// computes. Re-entrant on a network that nobody writes. Stack: two rows of the widest layer, 8·widest<Net>() bytes, and 500.
template <class Net, size_t Values>
[[nodiscard]] Array<float, Net::outputs> predict(const Net& net, const float (&x)[Values]);
/// The same of any array or container whose length is known at compile time.
template <class Net, class X>
[[nodiscard]] Array<float, Net::outputs> predict(const Net& net, const X& x);
/// The same for `count` rows: x[count][inputs] to y[count][outputs], pointers, arrays or containers; x may be Strided.
/// y may be x itself where a row of outputs fits into one of inputs; where it does not, nothing is predicted if they overlap. Other
/// overlaps give other predictions.
/// Returns how many rows were predicted: `count`, or fewer where a container has fewer. A port may take blocks of rows
/// through the kernels of training, with the same bits: stack then Tuning::stack_bytes (8 KB on the ports for desktops), up to
/// four times that for wide layers, and 1,000; on the ports for microcontrollers as for one row.
template <class Net, class X, class Y>
size_t predict(const Net& net, const X& x, Y&& y, size_t count);

/// The values after the first `Layers` Dense (and LayerNorm, Dropout: all that has a number) for one row, activation included: another small network, a head, can learn
/// from them while this one stays as it is, in flash. The head is a Network<Input<Net::width(Layers)>, …>.
/// After all Dense they are the outputs before OutputScaling; after 0, what enters the first one.
/// Bit for bit what training computes; inputs as for predict(). Re-entrant in the same way. Stack: two rows of the
/// widest of these layers, 8·widest<Net, Layers>() bytes, and 500.
template <size_t Layers, class Net, size_t Values>
[[nodiscard]] Array<float, feature_count<Net, Layers>()> features(const Net& net, const float (&x)[Values]);

/// Streams an Image (image.hpp) to `sink(offset, bytes, count)`, a callable taking (size_t, const uint8_t*, size_t)
/// that returns false when it can take no more: ascending offsets, the checksum last. An Image<Net> in RAM is a sink.
/// Status: ok, sink_failed. Stack: 200 bytes.
template <class Net, class Sink>
[[nodiscard]] Status save(const Net& net, Sink&& sink);

/// Loads an Image from `source(offset, bytes, count)`, a callable taking (size_t, uint8_t*, size_t) that returns false
/// when it cannot fill them. Reads twice. The first time everything is checked (shape, profile, checksum, that every
/// parameter is finite and below its ceiling): if anything is wrong, nothing is written, and the status says what it is.
/// Only a source that fails or gives other bytes the second time leaves a mixed, finite network, and the status is
/// `overwritten`: the source has to be memory, not a stream.
/// Status: ok; source_failed, not_an_image, other_format, other_network, other_arithmetic, damaged_image or unsafe_image, with
/// nothing written; overwritten. Stack: 200 bytes.
template <class Net, class Source>
[[nodiscard]] Status load(Net& net, Source&& source);

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
