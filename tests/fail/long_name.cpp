// An error in parts with names of 120 characters and more, some of them not ASCII, between the
// largest maps that there are: still no line over 400.
#include <ctnn/core/model.hpp>
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential net{Named{
    "a backbone whose name is a whole sentence, with \"quotes\", 'more quotes', dots..., "
    "back\\slashes and much else that no name needs",
    Sequential{Named{"une deuxi\u00e8me \u00e9tape, \u7b2c\u4e09\u9636\u6bb5, whose name is "
                     "long too and \"quoted\" to its very end: \"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"",
                     Residual{Sequential{Named{"max_pooling", MaxPool2d{2}}}}}}}};
static_assert(Model<net, Shape{1, 2'147'483'647, 2'147'483'647}>::params > 0);
