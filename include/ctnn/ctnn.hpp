// ctnn: torch.nn for the compiler. The everyday job: the layers, how they are composed, the
// questions that every network answers, and Model, which holds a network to its input.
//
// Beside it: within.hpp, which holds a Model to a budget; analysis/ for more questions, one a file;
// conventions/ for what tools count; models/; and format.hpp, which prints.
#pragma once

#include "core/version.hpp"

#include "compose/add.hpp"
#include "compose/branches.hpp"
#include "compose/concat.hpp"
#include "compose/multiply.hpp"
#include "compose/named.hpp"
#include "compose/repeat.hpp"
#include "compose/residual.hpp"
#include "compose/sequential.hpp"
#include "core/gives.hpp"
#include "core/model.hpp"
#include "core/summary.hpp"
#include "layers/activation.hpp"
#include "layers/adaptive_pooling.hpp"
#include "layers/conv_transpose.hpp"
#include "layers/convolution.hpp"
#include "layers/linear.hpp"
#include "layers/normalization.hpp"
#include "layers/passthrough.hpp"
#include "layers/pooling.hpp"
#include "layers/softmax.hpp"
#include "layers/upsample.hpp"
#include "layers/zero_pad.hpp"
