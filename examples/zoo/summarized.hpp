// Functions that summarize a model, for the list of models.
#pragma once

#include "models.hpp"

#include <memory>

namespace zoo {

/// Constructed on the heap (`new` elides the copy of the returned value): the 4,208 rows of
/// resnet_cifar1202 are too large for the stack.
template <class Net>
format::AnySummary summarized(const Net& net, const Inputs& input, const Convention& convention) {
    using Made = decltype(try_summarize(net, input, convention));
    const std::unique_ptr<const Made> summary(new Made(try_summarize(net, input, convention)));
    return *summary;
}

/// A model without settings. Its network is a constant: code to build it at run time would dominate
/// the optimizer's time.
template <auto make>
format::AnySummary fixed(const ZooModel& model, const Settings& settings) {
    static constexpr auto net = make();
    const Inputs input = settings.input ? Inputs(*settings.input) : model.input;
    return summarized(net, input, settings.convention);
}

/// A model with a width multiplier.
template <auto make>
format::AnySummary scaled(const ZooModel& model, const Settings& settings) {
    const Shape input = settings.input.value_or(model.input[0]);
    return summarized(make(settings.alpha.value_or(1.0), input.height()), input,
                      settings.convention);
}

} // namespace zoo
