// SPDX-License-Identifier: MIT
// A lesson: one network learns by one recipe, in legs of 3000 epochs, and is looked at after each.
#pragma once

#include "recipes.hpp"
#include "report.hpp"

namespace singularity {

/// Who learns, and how, in words.
struct Lesson {
    const char* run;        ///< its key in results.csv
    const char* network;    ///< its layers
    const char* optimizer;  ///< and its manner
    uint32_t legs = legs_of_lesson;
    bool fresh = false;           ///< each leg starts with zeroed moments, as a new optimizer object would
    const char* stage = nullptr;  ///< the name under which fit.csv keeps the fit
};

/// What is noted while a lesson lasts.
struct Notebook {
    Report& report;
    const Lesson& lesson;
    bool for_pictures;    ///< the pictures show seed 1
    double squared_unit;  ///< from the loss of the scaled problem to the target's own unit
    uint32_t epochs = 0;
    bool finite = true;
};

/// The progress line is overwritten again and again; on stderr, so that stdout holds the story alone.
inline void show_progress(const Notebook& notebook, double loss) {
    fprintf(stderr, "\r  %-22s%-24s epoch %4u of %u   loss %-12.6g", notebook.lesson.network, notebook.lesson.optimizer,
            static_cast<unsigned>(notebook.epochs), static_cast<unsigned>(notebook.lesson.legs * epochs_of_leg), loss);
}
inline void hide_progress() { fprintf(stderr, "\r%90s\r", ""); }

/// One line for a whole lesson: the error after each leg, or the step at which there was none any more.
inline void print_lesson(const Row* first, const Row* last) {
    printf("  %-22s%-24s%6g", first->network, first->optimizer, first->learning_rate);
    for (const Row* row = first; row != last; ++row) {
        if (row->finite) {
            printf("%11.4g", row->metrics.mse);
        } else {
            printf("   not finite from step %u on", static_cast<unsigned>(row->epochs));
        }
    }
    puts("");
}

/// Called after each epoch; ends the lesson when the loss is not finite any more.
inline bool take_note(const mote::Epoch& epoch, void* context) {
    Notebook& notebook = *static_cast<Notebook*>(context);
    const double loss = static_cast<double>(epoch.loss) * notebook.squared_unit;
    notebook.finite = mote::is_finite(epoch.loss);
    if (notebook.for_pictures && notebook.epochs % 10 == 0) {
        notebook.report.add_loss(notebook.lesson.run, notebook.epochs, loss);
    }
    ++notebook.epochs;
    if (notebook.epochs % 250 == 0) {
        show_progress(notebook, loss);
    }
    return notebook.finite;
}

/// The whole lesson, from the seed on. False if fit() failed, which is said on stderr.
template <class Net, class Recipe, class Initialization = mote::PyTorchDefault>
bool learn(Report& report, const Lesson& lesson, unsigned seed, const Recipe& recipe,
           const Initialization& initialization = {}) {
    static Net net;
    static mote::Workspace<Net, Recipe, points> work;

    Notebook notebook{report, lesson, seed == 1, 1.0};
    mote::init(net, seed, initialization);
    if constexpr (Net::scales_output) {
        net.output_scales()[0] = limit;
        notebook.squared_unit = static_cast<double>(limit) * static_cast<double>(limit);
    }
    mote::FitOptions options;
    options.epochs = epochs_of_leg;
    options.on_epoch = take_note;
    options.context = &notebook;

    const auto rate = static_cast<double>(recipe.optimizer.learning_rate);
    uint32_t repairs = 0, legs = 0;
    for (; legs < lesson.legs && notebook.finite; ++legs) {
        options.fresh = legs == 0 || lesson.fresh;
        const mote::FitResult result = mote::fit(net, work, recipe, {x, y}, options);
        if (result.status != mote::Status::ok) {
            fprintf(stderr, "\nsingularity: %s: %s\n", lesson.run, mote::describe(result.status));
            return false;
        }
        repairs += result.repairs.total();
        report.add({lesson.run, lesson.network, lesson.optimizer, rate, notebook.epochs, seed, measure(net),
                    notebook.finite, repairs});
    }
    hide_progress();
    print_lesson(report.end() - legs, report.end());
    if (lesson.stage != nullptr && notebook.for_pictures) {
        report.add_fit(lesson.stage, net);
    }
    return true;
}

}  // namespace singularity
