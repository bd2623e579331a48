// The README's table of Keras' layers: sizes and parameters as Keras counts them (padding "same"
// gives ceil(I/S); BatchNormalization has 4 parameters a channel, two of them not trained; LSTM has
// one bias a gate).
#include <ctnn/nn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int layers_of_keras() {
    const Shape in{3, hide(96), 96};
    EXPECT(output_shape(
               Conv2d{.out_channels = 8, .kernel_size = 3, .stride = 2, .padding = same_upper},
               in) == Shape{8, 48, 48});
    EXPECT(output_shape(Conv2d{.out_channels = 8, .kernel_size = 3, .padding = valid}, in) ==
           Shape{8, 94, 94});
    EXPECT(params(Sequential{DepthwiseConv{.kernel_size = 3}, PointwiseConv{.out_channels = 8}},
                  in) == 3 * 9 + 3 + 3 * 8 + 8);
    EXPECT(output_shape(ConvTranspose2d{.out_channels = 8, .kernel_size = 2, .stride = 2}, in) ==
           Shape{8, 192, 192});
    EXPECT(output_shape(AvgPool2d{.kernel_size = 3, .padding = same_upper}, in) ==
           Shape{3, 32, 32});
    EXPECT(
        output_shape(Sequential{GlobalAvgPool{}, Flatten{}, Linear{.out_features = 10}, Softmax{}},
                     in) == Shape{10});
    EXPECT(totals(BatchNorm2d{}, in).params == 6 && totals(BatchNorm2d{}, in).buffers == 6);
    EXPECT(output_shape(ZeroPad2d{{3, 4, 1, 2}}, in) == Shape{3, 99, 103});
    EXPECT(output_shape(Conv2d{.out_channels = 1, .kernel_size = 1, .padding = {1, 2, 3, 4}}, in) ==
           Shape{1, 99, 103});
    EXPECT(params(LSTM{.hidden_size = 8, .returns = Returns::last_output, .single_bias = true},
                  {10, 4}) == 4 * 8 * (4 + 8) + 4 * 8);
    EXPECT(output_shape(Sequential{Embedding{1000, 16}}, {7}) == Shape{7, 16});
    EXPECT(output_shape(Upsample{.scale_factor = 2}, in) == Shape{3, 192, 192});
    EXPECT(output_shape(Residual{ReLU6{}}, in) == in && output_shape(Dropout{0.2}, in) == in);
    return 0;
}
PROVE_TWICE(layers_of_keras)

} // namespace
