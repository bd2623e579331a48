// A name of 32 characters.
#include <ctnn/ctnn.hpp>

constexpr ctnn::Named named{"a_stage_that_has_a_long_name_too", ctnn::ReLU{}};
