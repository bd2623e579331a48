#include <ctnn/analysis/detail/per_tensor.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// A value for each of three rows, and one for each input.
constexpr int each_tensor_has_a_value() {
    detail::PerTensorOf<Count, Size{.operations = 3, .names = 1}> storage;
    const detail::PerTensor<Count> values = storage.view();
    EXPECT(values.rows == 3);
    EXPECT(values.inputs == 2);
    for (int row = -2; row < 3; ++row) {
        EXPECT(values[row] == 0);
        values[row] = hide(10) + row;
    }
    for (int row = -2; row < 3; ++row) EXPECT(storage.view()[row] == 10 + row);
    return 0;
}
PROVE_TWICE(each_tensor_has_a_value)

constexpr int a_network_without_rows_has_an_input() {
    detail::PerTensorOf<Count, Size{}> storage;
    storage.view()[-1] = hide(7);
    EXPECT(storage.view()[-1] == 7 && storage.view().rows == 0);
    return 0;
}
PROVE_TWICE(a_network_without_rows_has_an_input)

} // namespace
