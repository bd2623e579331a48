// Any graph: named tensors, several inputs and outputs, shared weights, beside all of ctnn.hpp. A
// header of its own, so that networks which are trees do not pay for it.
#pragma once

#include "ctnn.hpp"

#include "compose/input.hpp"
#include "compose/output.hpp"
#include "compose/shared.hpp"
#include "compose/tag.hpp"
#include "layers/parameter.hpp"
