#include <ctnn/layers/recurrent.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// single_modules.csv; of 4 inputs and 5 units, Keras' GRU without reset_after has 150, else 165.
constexpr int gates_layers_and_directions() {
    const GRU gru{.input_size = 4, .hidden_size = 5};
    EXPECT(params(gru) == hide(165) && macs(gru, {7, hide(4)}) == 7 * 135);
    EXPECT(params(GRU{.input_size = 4, .hidden_size = 5, .single_bias = true}) == hide(150));
    const LSTM deep{.input_size = 10,
                    .hidden_size = 20,
                    .num_layers = 2,
                    .bidirectional = true,
                    .proj_size = 5};
    EXPECT(output_shape(deep, {7, hide(10)}) == Shape{7, 10});
    EXPECT(params(deep) == 5'840 && macs(deep, {7, hide(10)}) == 36'400);
    EXPECT(flops(deep, {7, hide(10)}) == 2 * 36'400); // a MAC is 2 FLOPs in the lecture
    return 0;
}
PROVE_TWICE(gates_layers_and_directions)

constexpr int what_flows_on() {
    LSTM lstm{.hidden_size = 20, .num_layers = 2, .bidirectional = true, .proj_size = 5};
    const Shape steps{7, hide(10)};
    lstm.returns = Returns::last_output;
    EXPECT(output_shape(lstm, steps) == Shape{10});
    lstm.returns = Returns::hidden_state;
    EXPECT(output_shape(lstm, steps) == Shape{4, 5});
    lstm.returns = Returns::cell_state;
    EXPECT(output_shape(lstm, steps) == Shape{4, 20});
    const RNN rnn{.hidden_size = 20, .returns = Returns::cell_state};
    EXPECT(misfit_of(rnn, steps).problem == Problem::own_words);
    return 0;
}
PROVE_TWICE(what_flows_on)

TEST_CASE("errors of recurrent layers") {
    const LSTM lstm{.input_size = 10, .hidden_size = 20};
    CHECK(refusal([&] {
              return output_shape(lstm, {7, 9});
          }) == "layer 0 (LSTM): expects 10 features in a step, gets 9 (7x9); set input_size = 9");
    CHECK(
        refusal([&] {
            return output_shape(lstm, {10, 7});
        }) ==
        "layer 0 (LSTM): expects steps x 10 features, gets 10x7; transpose it, or set input_size = "
        "7");
    CHECK(refusal([&] {
              return output_shape(lstm, {1, 7, 10});
          }) ==
          "layer 0 (LSTM): expects a sequence, steps x features (2 axes), gets 1x7x10 (3 axes)");
    CHECK(refusal([] {
              return params(LSTM{.input_size = 10, .hidden_size = 5, .proj_size = 5});
          }) == "layer 0 (LSTM): proj_size must be less than hidden_size, 5, is 5");
}

} // namespace
