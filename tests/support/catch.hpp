// Catch2, version 2 (Debian 12) or 3.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp> // CHECK_THROWS_WITH
#else
#include <catch2/catch.hpp>
#endif
