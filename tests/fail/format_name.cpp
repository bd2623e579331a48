// A summary is printed in a format that there is not.
#include <ctnn/ctnn.hpp>
#include <ctnn/format/compare.hpp>

void print() {
    const auto summary = ctnn::summarize(ctnn::ReLU{}, {3});
    fmt::print("{} {:md} {:bars} {:tex}", summary, summary, summary, compare(summary, summary));
#if MUST_NOT_COMPILE
    fmt::print("{:markdown}", summary);
#endif
}
