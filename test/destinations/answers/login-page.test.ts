import { describe, expect, it } from "vitest";
import { isLoginPage } from "../../../src/destinations/answers/login-page.ts";

const page = (head: string, body = "") => `<html><head>${head}</head><body>${body}</body></html>`;
const form = (field: string, words = "Đăng nhập") =>
  page("<title>Cổng</title>", `<form>${words} <input ${field}></form>`);
const refresh = (meta: string) => page(`<meta ${meta}>`);

describe("a login page sends nobody's dossier into doubt", () => {
  it.each([
    ["its password field in quotes", form(`name="p" type="password"`)],
    ["its password field without quotes", form("type=password")],
    ["its password field with blanks", form("class='a' type = 'password'")],
    ["its words in capitals, composed otherwise", form("type=password", "ĐĂNG NHẬP".normalize("NFD"))],
    ["its title", page("<title>Đăng nhập | Hệ thống liên thông</title>")],
    ["a title with attributes", page('<title lang="vi">Đăng nhập</title>')],
    ["a title with blanks around", page(`<title>\n${" ".repeat(20)}Sign in${" ".repeat(20)}\n</title>`)],
    ["the end of its title", page("<title>Cổng Dịch vụ công quốc gia - Đăng nhập</title>")],
    ["where it leads", refresh('http-equiv="refresh" content="0; url=/login"')],
    ["where it leads, without quotes", refresh('http-equiv=refresh content="0; url=/login"')],
    ["where it leads, with blanks", refresh(`name="x" http-equiv = "refresh" content="0; url=/login"`)],
  ])("told by %s", (_name, text) => {
    expect(isLoginPage(text)).toBe(true);
  });

  it.each([
    ["in a script", page("<title>Đăng nhập</title><script>console.error('x')</script>")],
    ["in a style", page("<title>Đăng nhập</title><style>.error { color: red }</style>", "<p>Xin chào</p>")],
    ["in an attribute", page("<title>Đăng nhập</title>", '<div class="error"></div>')],
    ["in a long attribute", page("<title>Đăng nhập</title>", `<div class="error" style="${"x".repeat(1900)}"></div>`)],
    ["beyond what is read", page("<title>Đăng nhập</title>", `${" ".repeat(100_000)}Lỗi hệ thống`)],
  ])("though a word of trouble stands %s, where nobody reads it", (_name, text) => {
    expect(isLoginPage(text)).toBe(true);
  });
});

describe("a page that is no login page may come from after the processing", () => {
  it.each([
    ["a password field without a word of a login", form("type=password", "Xin chào")],
    ["a link to the login", page("<title>Cổng</title>", "<a>Đăng nhập</a>")],
    [
      "the words amid a long title",
      page("<title>Cổng Dịch vụ công, hướng dẫn đăng nhập vào hệ thống quốc gia</title>"),
    ],
    ["a refresh that leads elsewhere", refresh('http-equiv="refresh" content="0; url=/home"')],
    ["a text with the words", "Đăng nhập"],
    ["an error in its text", page("<title>Đăng nhập</title>", "<p>Lỗi hệ thống</p>")],
    ["an error after a script", page("<title>Đăng nhập</title><script>a()</script>", "<p>Lỗi hệ thống</p>")],
    ["an error between scripts", page("<script>a()</script>Lỗi<style>b</style><title>Đăng nhập</title>")],
    ["an error before the stray end of a script", page("<title>Đăng nhập</title>", "<p>Lỗi hệ thống</p></script>")],
    ["an error in a script that never ends", page("<title>Đăng nhập</title>", "<script>Lỗi hệ thống")],
  ])("%s", (_name, text) => {
    expect(isLoginPage(text)).toBe(false);
  });
});
