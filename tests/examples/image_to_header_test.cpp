// SPDX-License-Identifier: MIT
#include "../../examples/image_to_header/identifier.hpp"
#include "../../examples/image_to_header/weights_header.hpp"
#include "catch.hpp"
#include "mote/mote.hpp"

#include <limits>

using image_to_header::check_image;

namespace {

using Net = mote::Network<mote::Input<1>, mote::Dense<1, mote::Tanh>, mote::Dense<1>>;

/// The bytes of an image with these parameters.
std::string image_of(const Net& net) {
    std::string bytes(mote::image_size<Net>, '\0');
    const mote::Status status = mote::save(net, [&](size_t offset, const uint8_t* from, size_t count) {
        std::copy_n(from, count, bytes.begin() + static_cast<std::ptrdiff_t>(offset));
        return true;
    });
    REQUIRE(status == mote::Status::ok);
    return bytes;
}
const Net good{{0.5f, -0.25f, 1.0f, 2.0f}};

std::string with_byte(std::string bytes, size_t at, int value) {
    bytes[at] = static_cast<char>(value);
    return bytes;
}

/// A folder, below that of the build, that is there for one test.
struct Folder {
    std::filesystem::path path = std::filesystem::current_path() / "image_to_header_test";
    Folder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directory(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string operator/(const char* name) const { return (path / name).string(); }
};

/// Whether a symbolic link was made: the C++ library of MinGW makes none on Windows.
bool linked(const std::string& target, const std::string& link) {
    std::error_code error;
    std::filesystem::create_symlink(target, link, error);
    REQUIRE((!error || error == std::errc::function_not_supported));
    return !error;
}

void write(const std::string& path, const std::string& text) { REQUIRE(examples::write_whole(path, text).empty()); }
std::string read(const std::string& path) {
    std::string text;
    REQUIRE(examples::File(path, "rb").read_all(text));
    return text;
}

}  // namespace

TEST_CASE("what an image holds is what was saved") {
    const image_to_header::Contents contents = check_image(image_of(good));
    CHECK(contents.error.empty());
    CHECK(contents.arithmetic == mote::arithmetic);
    CHECK(contents.member == "fingerprint");
    CHECK(contents.identity == image_to_header::hex(Net::fingerprint, 16) + "u");
    CHECK(contents.parameters == std::vector<float>(good.parameters, good.parameters + Net::parameter_count));
}

TEST_CASE("what is wrong with an image is said with its place and its value") {
    const std::string image = image_of(good);
    CHECK(check_image("").error == "0 bytes, and an image has at least 24");
    CHECK(check_image(image.substr(0, 23)).error == "23 bytes, and an image has at least 24");
    CHECK(check_image(with_byte(image, 1, 'o')).error == "byte 1 is 0x6f, and an image has 0x4f there");
    CHECK(check_image(with_byte(image, 4, 3)).error ==
          "bytes 4 and 5 are 0x03 0x00, and images have the formats 0x01 0x00 and 0x02 0x00");
    CHECK(check_image(with_byte(image, 6, 2)).error ==
          "byte 6 is 0x02, and the profiles are 0x00, unfused, and 0x01, fused");
    CHECK(check_image(with_byte(image, 7, 1)).error == "byte 7 is 0x01, and an image has 0x00 there");
    CHECK(check_image(image.substr(0, 35)).error == "35 bytes, and an image has a multiple of 4");
    CHECK(check_image(image + "x").error == "37 bytes, and an image has a multiple of 4");
}

TEST_CASE("an image of format 1 becomes a header, too") {
    std::string image = with_byte(image_of(good), 4, 1);
    auto* const bytes = reinterpret_cast<uint8_t*>(image.data());
    mote::put_word(bytes + 8, Net::shape_hash);
    mote::put_word(bytes + 12, Net::parameter_count);
    mote::put_word(bytes + 32, mote::crc32(0, bytes, 32));
    const image_to_header::Contents contents = check_image(image);
    CHECK(contents.error.empty());
    CHECK(contents.member == "shape_hash");
    CHECK(contents.identity == image_to_header::hex(Net::shape_hash, 8) + "u");
    CHECK(contents.parameters.size() == Net::parameter_count);

    CHECK(check_image(image.substr(0, 35)).error == "35 bytes, and bytes 12 to 15 promise 4 parameters, which take 36");
    CHECK(check_image(image + "x").error == "37 bytes, and bytes 12 to 15 promise 4 parameters, which take 36");
    CHECK(check_image(with_byte(image, 15, 0xff)).error ==
          "36 bytes, and bytes 12 to 15 promise 4278190084 parameters, which take 17112760356");
}

TEST_CASE("a checksum that does not fit is said with both sums") {
    const std::string image = image_of(good), damaged = with_byte(image, 20, 0x55);
    const auto* const bytes = reinterpret_cast<const uint8_t*>(damaged.data());
    CHECK(check_image(damaged).error ==
          "bytes 32 to 35 hold the checksum " + image_to_header::hex(mote::get_word(bytes + 32), 8) +
              ", and the bytes before them have " + image_to_header::hex(mote::crc32(0, bytes, 32), 8));
}

TEST_CASE("a parameter that is not finite is said with its number, its place and its bits") {
    Net net = good;
    net.parameters[2] = std::numeric_limits<float>::quiet_NaN();
    CHECK(check_image(image_of(net)).error == "parameter 2, at byte 24, is 0x7fc00000, not a number");
    net.parameters[2] = -std::numeric_limits<float>::infinity();
    CHECK(check_image(image_of(net)).error == "parameter 2, at byte 24, is 0xff800000, infinite");
}

TEST_CASE("an image with any byte changed, cut short or continued is refused, and no header is written or touched") {
    const Folder folder;
    const std::string image = folder / "net.mote", fresh = folder / "fresh.hpp", old = folder / "old.hpp";
    const std::string whole = image_of(good);
    const auto expect_refusal = [&](const std::string& bytes) {
        write(image, bytes);
        REQUIRE(image_to_header::write_header(image, fresh, "net").substr(0, image.size() + 2) == image + ": ");
        REQUIRE(!image_to_header::write_header(image, old, "net").empty());
        REQUIRE(read(old) == "old");
    };
    write(old, "old");
    for (size_t at = 0; at < whole.size(); ++at) {
        for (const int flipped : {0x01, 0x80, 0xff}) {
            expect_refusal(with_byte(whole, at, whole[at] ^ flipped));
        }
        expect_refusal(whole.substr(0, at));
        expect_refusal(whole + whole.substr(0, at + 1));
    }
    size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder.path)) {
        files += file.is_regular_file() ? 1u : 0u;
    }
    CHECK(files == 2);  // the image and the old header
}

TEST_CASE("a header is written whole, over an old one too, or not at all") {
    const Folder folder;
    write(folder / "net.mote", image_of(good));
    write(folder / "net.hpp", std::string(100000, 'x'));
    REQUIRE(image_to_header::write_header(folder / "net.mote", folder / "net.hpp", "net").empty());
    const std::string header = read(folder / "net.hpp");
    CHECK(header.find("constexpr Net net() {") != header.npos);
    CHECK(header.find("        0x1p-1f, -0x1p-2f, 0x1p+0f, 0x1p+1f,\n") != header.npos);
    CHECK(header.find("x}") == header.npos);
    CHECK(header.find('@') == header.npos);

    const std::string nowhere = folder / "no_folder/net.hpp";
    CHECK(image_to_header::write_header(folder / "net.mote", nowhere, "net") ==
          nowhere + ": No such file or directory");
}

TEST_CASE("the image itself is never written over, by whatever path") {
    const Folder folder;
    const std::string image = folder / "net.mote", whole = image_of(good);
    write(image, whole);
    std::filesystem::create_hard_link(image, folder / "hard.hpp");
    std::vector<std::string> headers = {image, folder / "../image_to_header_test/net.mote", folder / "hard.hpp"};
    if (linked(image, folder / "symbolic.hpp")) {
        headers.push_back(folder / "symbolic.hpp");
    }
    for (const std::string& header : headers) {
        CHECK(image_to_header::write_header(image, header, "net") ==
              header + ": this is the image itself, and is not written over");
        CHECK(read(image) == whole);
    }
}

TEST_CASE("what happens to lie where the unfinished header would is not touched") {
    const Folder folder;
    const std::string image = folder / "net.hpp.unfinished", whole = image_of(good);
    write(image, whole);
    write(folder / "net.hpp.unfinished1", "mine");
    REQUIRE(image_to_header::write_header(image, folder / "net.hpp", "net").empty());
    CHECK(read(image) == whole);
    CHECK(read(folder / "net.hpp.unfinished1") == "mine");
    CHECK(read(folder / "net.hpp").find("constexpr Net net() {") != std::string::npos);
    CHECK(!std::filesystem::exists(folder / "net.hpp.unfinished2"));
}

TEST_CASE("only a file is replaced by a header") {
    const Folder folder;
    write(folder / "net.mote", image_of(good));
    const auto expect_refusal = [&](const std::string& header) {
        CHECK(image_to_header::write_header(folder / "net.mote", header, "net") ==
              header + ": is not a file, and is not replaced by one");
    };
    std::filesystem::create_directory(folder / "net.hpp");
    expect_refusal(folder / "net.hpp");
    if (linked("/dev/null", folder / "device.hpp")) {
        expect_refusal(folder / "device.hpp");
        CHECK(std::filesystem::is_symlink(folder / "device.hpp"));
    }
}

TEST_CASE("a file's name is text in the header, whatever it is") {
    const image_to_header::Contents contents = check_image(image_of(good));
    const std::string plain = image_to_header::header_of(contents, "net.mote", "net");
    const auto with_file = [&](const std::string& shown) {
        std::string text = plain;
        return text.replace(text.find("net.mote"), 8, shown);
    };
    for (const auto& [file, shown] : std::vector<std::pair<std::string, std::string>>{
             {"a\n#error b.mote", "a\\x0a#error b.mote"},
             {"a\r\x1b.mote", "a\\x0d\\x1b.mote"},
             {"a\xe2\x80\xa8\xe2\x80\xae\xff.mote", "a\\xe2\\x80\\xa8\\xe2\\x80\\xae\\xff.mote"},
             {"@parameters@", "@parameters@"},
             {"@name@ @file@ @", "@name@ @file@ @"},
             {"folder/drückt.mote", "drückt.mote"},
             {(std::filesystem::path("folder") / "net.mote").string(), "net.mote"}}) {
        CHECK(image_to_header::header_of(contents, file, "net") == with_file(shown));
    }
}

TEST_CASE("a message shows a file's name in printable characters") {
    const std::string error = image_to_header::read_image("no\nsuch\x1b.mote").error;  // Windows has its own reason
    CHECK(error.substr(0, error.find(": ")) == "no\\x0asuch\\x1b.mote");
}

TEST_CASE("a name that C++ does not take for a function is refused") {
    using image_to_header::problem_of_name;
    for (const char* name : {"net", "x", "Net2", "net_2", "n_", "interest", "importer", "final", "mote", "std", "i"}) {
        CHECK(problem_of_name(name) == "");
    }
    for (const char* name : {"", "2nd", "a-b", "a b", "net\n", "drückt", "a::b", "net()"}) {
        CHECK(problem_of_name(name) == "is not an identifier");
    }
    for (const char* name : {"int", "alignas", "xor_eq", "co_await", "requires", "linux", "unix", "true", "export"}) {
        CHECK(problem_of_name(name) == "means something else in C++");
    }
    for (const char* name : {"_", "_net", "_Net", "__net", "net__2"}) {
        CHECK(problem_of_name(name) == "is reserved: no _ at the beginning, no two in a row");
    }
    CHECK(problem_of_name("Net") == "is the network's type in the header");
}
