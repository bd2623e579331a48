// The memory of a network: the bytes of its parameters, of all activations, of the most activations
// alive at one time, and an arena with an offset for each. No single figure is its "memory".
#pragma once

#include "activation_memory.hpp"
#include "arena.hpp"
#include "dtype.hpp"
#include "memory_plan.hpp"
#include "parameter_bytes.hpp"
