// Any graph: named tensors, several inputs and outputs, shared weights, tables of layers, layers
// that move data, and all of ctnn.hpp. A header of its own, so that networks which need none
// of it do not pay for it.
#pragma once

#include "core/version.hpp"

#include "ctnn.hpp"

#include "compose/chain.hpp"
#include "compose/if.hpp"
#include "compose/input.hpp"
#include "compose/matmul.hpp"
#include "compose/output.hpp"
#include "compose/shared.hpp"
#include "compose/tag.hpp"
#include "layers/mean.hpp"
#include "layers/parameter.hpp"
#include "layers/permute.hpp"
#include "layers/reshape.hpp"
#include "layers/shuffle.hpp"
#include "layers/slice.hpp"
