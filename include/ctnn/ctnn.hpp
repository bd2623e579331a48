// ctnn: torch.nn for the compiler. All layers, and the questions that every network answers. Beside
// it: model.hpp, budget.hpp, within.hpp; models/; format.hpp, which prints.
#pragma once

#include "compose/merge.hpp"
#include "compose/named.hpp"
#include "compose/repeat.hpp"
#include "compose/residual.hpp"
#include "compose/sequential.hpp"
#include "layers/activation.hpp"
#include "layers/adaptive_pooling.hpp"
#include "layers/conv_transpose.hpp"
#include "layers/convolution.hpp"
#include "layers/linear.hpp"
#include "layers/normalization.hpp"
#include "layers/passthrough.hpp"
#include "layers/pooling.hpp"
#include "layers/resizing.hpp"
#include "layers/softmax.hpp"
#include "summary.hpp"
