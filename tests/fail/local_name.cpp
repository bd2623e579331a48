// A name that does not outlive the function that it is in does not compile, with
// -DMUST_NOT_COMPILE=1; with 0 it does.
#include <ctnn/ctnn.hpp>

ctnn::Count params_of_named() {
#if MUST_NOT_COMPILE
    const char name[] = "body";
#else
    static constexpr char name[] = "body";
#endif
    return params(ctnn::Sequential{ctnn::Named{name, ctnn::Linear{3, 4}}});
}
