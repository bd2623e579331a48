// A U-Net's level, for networks whose sizes must be multiples.
#pragma once

#include <ctnn/ctnn.hpp>

/// A pool, what is below, and back up beside the skip.
constexpr auto unet_level(const auto& below) {
    using namespace ctnn;
    return Sequential{
        Concat{skip, Sequential{MaxPool2d{2}, below,
                                ConvTranspose2d{.out_channels = 2, .kernel_size = 2, .stride = 2}}},
        Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1}};
}
