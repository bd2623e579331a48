// What a question says when it is refused.
#pragma once

#include <ctnn/core/shape_error.hpp>

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
