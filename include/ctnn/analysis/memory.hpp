// What a network's memory is: the bytes of its parameters, the bytes of all activations, the most
// that are alive at one time, and an arena with a place for each. Never one "memory".
#pragma once

#include "activation_memory.hpp"
#include "arena.hpp"
#include "dtype.hpp"
#include "memory_plan.hpp"
#include "parameter_bytes.hpp"
