// What a question says when it is refused.
#pragma once

#include <ctnn/core/summary.hpp>

#include <string>

/// The sentence of the shape_error that a question throws; "no error" if it throws none.
template <class Question>
std::string refusal(Question question) {
    try {
        static_cast<void>(question());
    } catch (const ctnn::shape_error& error) {
        return error.what();
    }
    return "no error";
}

/// What does not fit; nothing if all fits.
template <ctnn::Layer L>
constexpr ctnn::Misfit misfit_of(const L& net, const ctnn::Inputs& inputs) {
    return ctnn::try_summarize(net, inputs).error.misfit;
}
