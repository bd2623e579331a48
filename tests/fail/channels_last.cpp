// Compiles, with a warning: an input in Keras' order, of a network that infers its channels.
#include <ctnn/ctnn.hpp>

constexpr ctnn::Sequential net{ctnn::Conv2d{.out_channels = 8, .kernel_size = {3, 1}},
                               ctnn::GlobalAvgPool{}};
#if CHANNELS_LAST
static_assert(ctnn::Model<net, ctnn::Shape{28, 28, 1}>::params > 0);
#else
static_assert(ctnn::Model<net, ctnn::Shape{1, 28, 28}>::params > 0);
#endif
