#include <ctnn/models/yolo.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

/// A weight file holds a header, and of each convolution its weights and biases, or its weights and
/// four numbers a channel of batch normalisation, each four bytes.
constexpr Count bytes_of_weights(const Totals& totals, Count header) {
    return 4 * (totals.params + totals.buffers) + header;
}

/// BFLOPs as Darknet prints them, in hundredths: 2 a multiply-accumulate of convolutions.
constexpr Count hundredths(const Totals& totals) {
    return (2 * totals.macs + 5'000'000) / 10'000'000;
}

// The files of pjreddie.com/darknet/yolo: yolov3.weights has 248,007,048 bytes, yolov3-tiny.weights
// 35,434,956, yolov2.weights 203,934,260; and the BFLOPs of that page.
constexpr int the_published_weights() {
    const Totals v3 = totals(models::yolov3(), {3, hide(416), 416});
    EXPECT(bytes_of_weights(v3, 20) == 248'007'048 && hundredths(v3) == 6'586);
    const Totals tiny = totals(models::yolov3_tiny(), {3, hide(416), 416});
    EXPECT(bytes_of_weights(tiny, 20) == 35'434'956 && hundredths(tiny) == 556);
    const Totals v2 = totals(models::yolov2(), {3, hide(608), 608});
    EXPECT(bytes_of_weights(v2, 16) == 203'934'260 && hundredths(v2) == 6'294);
    return 0;
}
PROVE_TWICE(the_published_weights)

constexpr int three_scales() {
    const auto shapes = output_shapes(models::yolov3(), {3, hide(416), 416});
    EXPECT(shapes[0] == Shape{255, 13, 13} && shapes[1] == Shape{255, 26, 26});
    EXPECT(shapes[2] == Shape{255, 52, 52});
    return 0;
}
PROVE_TWICE(three_scales)

} // namespace
