#include <ctnn/layers/rare_activation.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int each_keeps_its_shape() {
    const Sequential all{Hardtanh{},   Softplus{},   Softsign{},   Mish{},
                         SELU{},       CELU{},       LogSigmoid{}, Softshrink{},
                         Hardshrink{}, Tanhshrink{}, Threshold{},  RReLU{}};
    const Totals of_vector = totals(all, {hide(6)});
    EXPECT(of_vector.output == Shape{6} && of_vector.params == 0 && of_vector.flops == 0);
    EXPECT(of_vector.operations == 12);
    EXPECT(misfit_of(Hardtanh{1.0, -1.0}, {hide(6)}).problem == Problem::own_words);
    EXPECT(misfit_of(Softshrink{-0.1}, {hide(6)}).problem == Problem::own_words);
    EXPECT(misfit_of(RReLU{0.5, 0.1}, {hide(6)}).problem == Problem::own_words);
    EXPECT(misfit_of(CELU{0.0}, {hide(6)}).problem == Problem::own_words);
    return 0;
}
PROVE_TWICE(each_keeps_its_shape)

} // namespace
