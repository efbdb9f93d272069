// SPDX-License-Identifier: MIT
// What the headers of mote_add_c_interface promise, asked by a program in C.
#include <classes.h>
#include <math.h>
#include <regressor.h>
#include <string.h>
#include <toolbox.h>

#include "../../examples/c_firmware/show.h"

static int broken;

static void expect(bool holds, const char* promise) {
    if (!holds) {
        show_text("does not hold: ");
        show_text(promise);
        show_text("\n");
        ++broken;
    }
}

/// Memory as sink and source that ends after `room` bytes.
struct memory {
    uint8_t bytes[400];
    size_t room;
};

static bool write_memory(void* context, size_t offset, const uint8_t* bytes, size_t count) {
    struct memory* memory = context;
    const bool fits = offset + count <= memory->room;
    if (fits) memcpy(memory->bytes + offset, bytes, count);
    return fits;
}

static bool read_memory(void* context, size_t offset, uint8_t* bytes, size_t count) {
    const struct memory* memory = context;
    const bool fits = offset + count <= memory->room;
    if (fits) memcpy(bytes, memory->bytes + offset, count);
    return fits;
}

static const float x[5][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 2}}, y[5] = {0, 1, 1, 0, 1};

static enum regressor_status train(size_t count, struct regressor_result* result) {
    return regressor_train(x[0], y, count, result);
}

/// The regressor as bytes.
static struct memory image(void) {
    struct memory memory = {{0}, sizeof memory.bytes};
    expect(regressor_save(write_memory, &memory) == regressor_ok, "a network is saved");
    return memory;
}

static bool is_same(const struct memory* a, const struct memory* b) {
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static void test_sizes(void) {
    expect(regressor_sizes.inputs == 2 && regressor_sizes.outputs == 1 && regressor_sizes.targets == 1, "shape");
    expect(regressor_sizes.batch == 4, "the batch is that of the arguments");
    expect(regressor_sizes.network_bytes >= 13 * 4 && regressor_sizes.workspace_bytes > 2 * 13 * 4, "bytes of RAM");
    expect(regressor_sizes.image_bytes == 16 + 13 * 4 + 4, "bytes of the image");
    expect(label_sizes.inputs == 1 && label_sizes.outputs == 3 && label_sizes.targets == 1, "shape of classes");
}

static void test_training(void) {
    struct regressor_result result;
    regressor_init(42);
    expect(train(4, &result) == regressor_ok && result.status == regressor_ok, "a batch is learned");
    const float first_loss = result.loss;
    for (int step = 0; step < 300; ++step) {
        expect(train(4, NULL) == regressor_ok, "the result may be null");
    }
    expect(train(3, &result) == regressor_ok && (double)result.loss < 0.001 * (double)first_loss, "the loss falls");
    float output;
    regressor_predict(x[1], &output);
    expect((double)output > 0.9 && (double)output < 1.1, "0 xor 1 is 1");
    expect(result.nan + result.infinite + result.out_of_range + result.skipped_rows + result.settings == 0,
           "clean numbers are not repaired");
}

static void test_bad_input(void) {
    struct regressor_result result;
    const struct memory before = image();
    expect(train(0, &result) == regressor_empty_batch && result.loss == 0, "no rows are no batch");
    expect(train(5, &result) == regressor_batch_too_large && result.status == regressor_batch_too_large, "5 rows of 4");
    struct memory after = image();
    expect(is_same(&before, &after), "a refused batch changes nothing");

    const float bad_x[2][2] = {{NAN, 1}, {INFINITY, 1e30f}}, bad_y[2] = {-INFINITY, 0};
    expect(regressor_train(bad_x[0], bad_y, 2, &result) == regressor_ok, "bad numbers are repaired");
    expect(result.nan == 1 && result.infinite == 2 && result.out_of_range == 1, "and counted by kind");
    float output;
    regressor_predict(bad_x[0], &output);
    expect(isfinite(result.loss) && isfinite(output), "and all stays finite");
}

static struct memory image_after_three_steps(void) {
    for (int step = 0; step < 3; ++step)
        expect(train(4, NULL) == regressor_ok, "a step");
    return image();
}

static void test_fresh_start(void) {
    regressor_init(7);
    struct memory start = image();
    const struct memory first = image_after_three_steps();
    regressor_init(7);
    const struct memory second = image_after_three_steps();
    expect(is_same(&first, &second), "init forgets what learning remembers");
    expect(regressor_load(read_memory, &start) == regressor_ok, "the start is loaded");
    const struct memory third = image_after_three_steps();
    expect(is_same(&first, &third), "and so does load");
}

static void test_images(void) {
    struct memory saved = image(), full = {{0}, 71};
    float before[1], after[1];
    regressor_predict(x[1], before);
    expect(regressor_save(write_memory, &full) == regressor_sink_failed, "a sink that is full is told");

    regressor_init(1);
    expect(regressor_load(read_memory, &saved) == regressor_ok, "an image is loaded");
    regressor_predict(x[1], after);
    expect(memcmp(before, after, sizeof before) == 0, "and predicts the same bits");

    struct memory damaged = saved, cut = saved, other = {{0}, sizeof other.bytes};
    damaged.bytes[20] ^= 1;
    cut.room = 71;
    expect(label_save(write_memory, &other) == label_ok, "another network is saved");
    expect(regressor_load(read_memory, &damaged) == regressor_damaged_image, "a damaged image is refused");
    expect(regressor_load(read_memory, &cut) == regressor_source_failed, "a source that ends is told");
    expect(regressor_load(read_memory, &other) == regressor_other_network, "another network is refused");
    damaged.bytes[0] = 'm';
    expect(regressor_load(read_memory, &damaged) == regressor_not_an_image, "what is no image is refused");
    const struct memory still = image();
    expect(is_same(&saved, &still), "what is refused changes nothing");
}

static void test_classes(void) {
    const float points[3] = {-1, 0, 1};
    const uint16_t classes[3] = {0, 1, 2}, no_classes[3] = {0, 1, 3};
    struct label_result result;
    label_init(1);
    expect(label_train(points, no_classes, 3, &result) == label_class_out_of_range, "a class that is none is refused");
    for (int step = 0; step < 300; ++step) {
        expect(label_train(points, classes, 3, &result) == label_ok, "classes are learned");
    }
    float scores[3];
    label_predict(points + 2, scores);
    expect(scores[2] > scores[1] && scores[2] > scores[0], "the largest output is that of the class");
}

static void test_parts(void) {
    // The last row says what is wrong, and weighs nothing.
    const float points[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, weights[4] = {1, 2, 1, 0};
    const uint16_t classes[4] = {0, 1, 1, 1};
    struct toolbox_result first, last;
    struct memory saved = {{0}, sizeof saved.bytes};
    toolbox_init(3);
    expect(toolbox_sizes.image_bytes <= sizeof saved.bytes, "there is room for the image");
    expect(toolbox_train(points[0], classes, weights, 4, &first) == toolbox_ok, "rows that are weighed are learned");
    for (int step = 0; step < 200; ++step) {
        expect(toolbox_train(points[0], classes, weights, 4, &last) == toolbox_ok, "and so is each batch after it");
    }
    expect((double)last.loss < 0.5 * (double)first.loss, "the loss of parts of every kind falls");
    expect(toolbox_train(points[0], classes, NULL, 3, &last) == toolbox_ok, "rows need not be weighed");

    float before[2], after[2];
    toolbox_predict(points[2], before);
    expect(toolbox_save(write_memory, &saved) == toolbox_ok, "parts of every kind are saved");
    toolbox_init(4);
    expect(toolbox_load(read_memory, &saved) == toolbox_ok, "and loaded");
    toolbox_predict(points[2], after);
    expect(memcmp(before, after, sizeof before) == 0, "and predict the same bits");
}

int main(void) {
    test_sizes();
    test_training();
    test_bad_input();
    test_fresh_start();
    test_images();
    test_classes();
    test_parts();
    show_text(broken == 0 ? "all promises hold\n" : "");
    return broken;
}
