// What tests of published networks share: their input, and numbers as papers print them.
#pragma once

#include <ctnn/core/shape.hpp>

#include "twice.hpp"

constexpr ctnn::Shape image(ctnn::Count resolution = 224) {
    return {3, hide(resolution), resolution};
}

constexpr ctnn::Count cut(ctnn::Count value, ctnn::Count unit) {
    return value / unit;
}
constexpr ctnn::Count rounded(ctnn::Count value, ctnn::Count unit) {
    return (value + unit / 2) / unit;
}
