// The language that ctnn is written in.
#pragma once

// What follows an older standard's error would only hide it, so the compiler stops at a file that
// is not there.
#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "ctnn needs C++20 (-std=c++20)"
#include "ctnn needs C++20 (-std=c++20)"
#endif
