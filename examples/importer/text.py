"""Names and numbers as C++, and the paths of modules."""
import re

KEYWORDS = set("""alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t
char16_t char32_t class compl concept const consteval constexpr constinit const_cast continue co_await
co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern
false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr
operator or or_eq private protected public register reinterpret_cast requires return short signed
sizeof static static_assert static_cast struct switch template this thread_local throw true try
typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq
ctnn""".split())


def identifier(text):
    """A C++ name that is close to a text."""
    name = re.sub(r'[^A-Za-z0-9_]', '_', text).strip('_')
    name = re.sub('__+', '_', name) or 'net'
    if name[0].isdigit() or name in KEYWORDS:
        name = 'net_' + name
    return name


def literal(text):
    """A text as a C++ string literal: what is not plain ASCII is escaped, byte by byte."""
    out = ''
    for byte in text.encode('utf-8', 'surrogateescape'):
        char = chr(byte)
        plain = 32 <= byte < 127 and char not in '"\\?'
        out += char if plain else f'\\{byte:03o}'
    return f'"{out}"'


def shape_text(shape):
    return 'Shape{' + ', '.join(map(str, shape)) + '}'


def number_text(number):
    return f'{number:,}'.replace(',', "'")


def comment(text):
    """What cannot end a line of a comment."""
    plain = ''.join(char if 32 <= ord(char) < 127 else '?' for char in text)
    return plain.rstrip('\\')


def components(path):
    return path.split('.') if path else []


def common(paths):
    paths = [path for path in paths if path is not None]
    if not paths:
        return []
    shared = []
    for steps in zip(*paths):
        if any(step != steps[0] for step in steps):
            break
        shared.append(steps[0])
    return shared
