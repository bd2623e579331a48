// Texts that are held as files under tests/data/golden, small enough to read.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"

inline std::string golden(const std::string& name) {
    std::ifstream file(CTNN_TEST_DATA "/golden/" + name, std::ios::binary);
    INFO("tests/data/golden/" << name);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}
